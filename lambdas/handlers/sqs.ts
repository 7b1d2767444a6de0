import { z } from 'zod';
import type { Log } from '../announcements/ports.ts';
import { describeFaults, parse } from '../faults.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const SqsEvent = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string() })),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting */
export type BatchResponse = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/** The part of Lambda's context that handlers use. */
export type Context = { getRemainingTimeInMillis(): number };

/**
 * Calls `work` for each message, one after another. A throw means "this one again"; a body that does not parse
 * will never parse, so it too fails until the queue puts it among the dead letters, where an alarm sees it.
 */
export const eachMessage = async <S extends z.ZodType>(
  event: unknown,
  schema: S,
  log: Log,
  work: (message: z.output<S>) => Promise<void>,
): Promise<BatchResponse> => {
  const failures: { itemIdentifier: string }[] = [];
  for (const { messageId, body } of SqsEvent.parse(event).Records) {
    try {
      const message = parse(schema, jsonOf(body));
      if (!message.ok) throw new Error(describeFaults('queue message', message.faults));
      await work(message.value);
    } catch (error) {
      log('message.failed', { messageId, error: String(error) });
      failures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures: failures };
};

/** Undefined where the text is no JSON: a schema then says so. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
