import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queues } from '../announcements/ports.ts';

/** SendMessageBatch takes at most ten messages. */
const MOST_AT_ONCE = 10;
/** SQS delays a message by at most 15 minutes. */
const LONGEST_DELAY_SECONDS = 900;
const ATTEMPTS = 4;

export type QueueAccess = { readonly client: SQSClient; readonly url: string };

export const createPlanQueue = ({ client, url }: QueueAccess): Pick<Queues, 'plan'> => ({
  plan: async (announcementId, delaySeconds = 0) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: JSON.stringify({ announcementId }),
        DelaySeconds: wholeSeconds(delaySeconds),
      }),
    );
  },
});

export const createSendQueue = ({ client, url }: QueueAccess): Pick<Queues, 'send'> => ({
  send: async (messages, delaySeconds = 0) => {
    const bodies = messages.map(({ announcementId, batch }) => JSON.stringify({ announcementId, batch }));
    for (let at = 0; at < bodies.length; at += MOST_AT_ONCE)
      await sendTen(client, url, bodies.slice(at, at + MOST_AT_ONCE), wholeSeconds(delaySeconds));
  },
});

/** A batch can fail in part: what failed is sent again, and what cannot be sent is thrown. */
const sendTen = async (
  client: SQSClient,
  queueUrl: string,
  bodies: readonly string[],
  delaySeconds: number,
): Promise<void> => {
  let rest = bodies;
  let reason = '';
  for (let attempt = 0; attempt < ATTEMPTS && rest.length > 0; attempt += 1) {
    const sending = rest;
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: sending.map((body, index) => ({
          Id: String(index),
          MessageBody: body,
          DelaySeconds: delaySeconds,
        })),
      }),
    );
    const failed = new Set(Failed.map(({ Id }) => Number(Id)));
    reason = Failed.map(({ Code, Message }) => `${Code ?? 'no code'} ${Message ?? ''}`.trim())[0] ?? '';
    rest = sending.filter((_, index) => failed.has(index));
  }
  if (rest.length > 0)
    throw new Error(`${rest.length} of ${bodies.length} messages were not taken by ${queueUrl}: ${reason}`);
};

const wholeSeconds = (seconds: number): number =>
  Math.min(LONGEST_DELAY_SECONDS, Math.max(0, Math.ceil(seconds)));
