import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { z } from 'zod';
import type { SendPreview } from '../episodes/feeds/ports.ts';
import { describeFaults, parse } from '../faults.ts';

const Answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sent'),
    sent: z.array(z.object({ result: z.object({ kind: z.string(), reason: z.string().optional() }) })),
  }),
  z.object({ kind: z.literal('refused'), message: z.string() }),
]);

/** Has the preview function send: who reads what strangers write needs no right to send mail. */
export const createPreviewInvocation = (options: {
  readonly client: LambdaClient;
  readonly functionName: string | undefined;
}): SendPreview =>
  previewThrough(async (event) => {
    if (options.functionName === undefined)
      throw new Error('there is no preview function in the environment');
    const { Payload, FunctionError } = await options.client.send(
      new InvokeCommand({ FunctionName: options.functionName, Payload: JSON.stringify(event) }),
    );
    const text = Payload === undefined ? '' : Buffer.from(Payload).toString('utf8');
    if (FunctionError !== undefined) throw new Error(`the preview function failed: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  });

/** Asks the preview function in whatever way it is reached here, and reads its answer. */
export const previewThrough =
  (invoke: (event: unknown) => Promise<unknown>): SendPreview =>
  async (request) => {
    const answer = parse(Answer, await invoke({ ...request, to: request.to.slice(0, MOST_RECIPIENTS) }));
    if (!answer.ok) throw new Error(describeFaults('the answer of the preview function', answer.faults));
    if (answer.value.kind === 'refused') throw new Error(`the preview was refused: ${answer.value.message}`);
    const unsent = answer.value.sent.find(({ result }) => result.kind !== 'accepted');
    if (unsent !== undefined)
      throw new Error(`a preview was not sent: ${unsent.result.kind} ${unsent.result.reason ?? ''}`.trim());
  };

/** What one call of the function takes (lambdas/handlers/preview.ts). */
const MOST_RECIPIENTS = 20;
