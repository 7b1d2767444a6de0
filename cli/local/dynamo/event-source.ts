import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBRecord } from 'aws-lambda';
import { z } from 'zod';

/** How Lambda reads a stream, as far as this project's function depends on it. */
export type StreamSource = {
  /** Invokes the function; gives what it returned, or throws what it threw. */
  readonly invoke: (records: readonly DynamoDBRecord[]) => Promise<unknown>;
  readonly batchSize: number;
  /** Tries after the first one. Then the batch goes to `onFailure`, and the stream goes on behind it. */
  readonly retries: number;
  /** Before a first retry, in milliseconds; it doubles from one to the next. */
  readonly backoffMs: number;
  /** Takes the record that Lambda writes to an on-failure destination: positions, not data. */
  readonly onFailure: (failure: object) => Promise<void>;
};

export type StreamReader = {
  push(records: readonly DynamoDBRecord[]): void;
  /** Nothing waits and nothing is being worked on. */
  idle(): Promise<void>;
};

const PartialFailures = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })),
});

/**
 * Hands records to the function in order, a batch at a time, as one shard does: nothing overtakes a batch that is
 * being retried. A batch that throws is cut in two (bisect on error); one that reports failed items is delivered
 * again from the lowest of them.
 */
export const createStreamReader = (source: StreamSource): StreamReader => {
  const waiting: DynamoDBRecord[] = [];
  let working: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    for (let batch = waiting.splice(0, source.batchSize); batch.length > 0; ) {
      await settle(source, batch, 0);
      batch = waiting.splice(0, source.batchSize);
    }
    working = undefined;
  };
  return {
    push(records) {
      // Of nothing `work` would end before it is noted as begun, and then nothing would ever begin again.
      if (records.length === 0) return;
      waiting.push(...records);
      working ??= work();
    },
    // `work` takes up whatever is pushed while it runs, so its end is the end of all of it.
    idle: () => working ?? Promise.resolve(),
  };
};

const settle = async (
  source: StreamSource,
  batch: readonly DynamoDBRecord[],
  tried: number,
): Promise<void> => {
  const left = await attempt(source, batch);
  if (left.kind === 'done') return;
  if (left.kind === 'threw' && batch.length > 1) {
    const middle = Math.ceil(batch.length / 2);
    await settle(source, batch.slice(0, middle), tried);
    await settle(source, batch.slice(middle), tried);
    return;
  }
  const again = left.kind === 'failed' ? batch.slice(left.from) : batch;
  if (tried >= source.retries) {
    await source.onFailure(failureOf(again, tried + 1));
    return;
  }
  await sleep(source.backoffMs * 2 ** tried);
  await settle(source, again, tried + 1);
};

type Left =
  | { readonly kind: 'done' }
  | { readonly kind: 'threw' }
  | { readonly kind: 'failed'; readonly from: number };

const attempt = async (source: StreamSource, batch: readonly DynamoDBRecord[]): Promise<Left> => {
  let answer: unknown;
  try {
    answer = await source.invoke(batch);
  } catch {
    return { kind: 'threw' };
  }
  const partial = PartialFailures.safeParse(answer);
  const failed = partial.success
    ? partial.data.batchItemFailures.map(({ itemIdentifier }) =>
        batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
      )
    : [];
  if (failed.length === 0) return { kind: 'done' };
  // Lambda takes an identifier that it does not know for a failure of the whole batch.
  return { kind: 'failed', from: Math.max(0, Math.min(...failed)) };
};

const failureOf = (batch: readonly DynamoDBRecord[], invocations: number): object => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:announce',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: invocations,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  DDBStreamBatchInfo: {
    shardId: 'shardId-local',
    startSequenceNumber: batch[0]?.dynamodb?.SequenceNumber,
    endSequenceNumber: batch.at(-1)?.dynamodb?.SequenceNumber,
    batchSize: batch.length,
    streamArn: batch[0]?.eventSourceARN,
  },
});
