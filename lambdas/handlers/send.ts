import { sendBatch } from '../announcements/send.ts';
import type { SendDeps } from '../announcements/sender.ts';
import { SendMessage } from './messages.ts';
import { type BatchResponse, type Context, eachMessage } from './sqs.ts';

export const createSendHandler =
  (deps: SendDeps) =>
  (event: unknown, context: Context): Promise<BatchResponse> =>
    eachMessage(event, SendMessage, deps.log, async (message) => {
      const sent = await sendBatch(deps, message, () => context.getRemainingTimeInMillis());
      deps.log('batch.left', {
        ...message,
        ...(sent.kind === 'sent' ? { ending: sent.ending } : { why: sent.why }),
      });
    });
