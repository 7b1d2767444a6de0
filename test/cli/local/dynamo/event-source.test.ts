import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { createStreamReader, type StreamSource } from '../../../../cli/local/dynamo/event-source.ts';

const record = (number: number): DynamoDBRecord => ({ dynamodb: { SequenceNumber: String(number) } });
const numbers = (batch: readonly DynamoDBRecord[]): readonly number[] =>
  batch.map(({ dynamodb }) => Number(dynamodb?.SequenceNumber));

const run = async (invoke: (batch: readonly number[]) => unknown, options: Partial<StreamSource> = {}) => {
  const invocations: (readonly number[])[] = [];
  const failures: object[] = [];
  const reader = createStreamReader({
    batchSize: 4,
    retries: 2,
    backoffMs: 1,
    invoke: async (batch) => {
      invocations.push(numbers(batch));
      return invoke(numbers(batch));
    },
    onFailure: async (failure) => void failures.push(failure),
    ...options,
  });
  reader.push([1, 2, 3, 4, 5].map(record));
  await reader.idle();
  return { invocations, failures };
};

test('records come in order, a batch at a time', async () => {
  const { invocations, failures } = await run(() => undefined);
  expect(invocations).toEqual([[1, 2, 3, 4], [5]]);
  expect(failures).toEqual([]);
});

test('a batch that throws is halved until the bad record stands alone, which goes to the on-failure sink', async () => {
  const { invocations, failures } = await run((batch) => {
    if (batch.includes(3)) throw new Error('three');
  });
  expect(invocations).toEqual([[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [3], [4], [5]]);
  expect(failures).toMatchObject([
    { DDBStreamBatchInfo: { startSequenceNumber: '3', endSequenceNumber: '3', batchSize: 1 } },
  ]);
});

test('a reported failure is delivered again from the lowest reported record on', async () => {
  let first = true;
  const { invocations } = await run((batch) => {
    if (!first || batch.length !== 4) return { batchItemFailures: [] };
    first = false;
    return { batchItemFailures: [{ itemIdentifier: '4' }, { itemIdentifier: '2' }] };
  });
  expect(invocations).toEqual([[1, 2, 3, 4], [2, 3, 4], [5]]);
});

test('a record that keeps being reported ends at the sink and does not hold up the ones behind it', async () => {
  const { invocations, failures } = await run((batch) => ({
    batchItemFailures: batch.includes(4) ? [{ itemIdentifier: '4' }] : [],
  }));
  expect(invocations).toEqual([[1, 2, 3, 4], [4], [4], [5]]);
  expect(failures).toHaveLength(1);
});

test('nothing handed in leaves the reader as it was', async () => {
  const read: (readonly number[])[] = [];
  const reader = createStreamReader({
    batchSize: 4,
    retries: 0,
    backoffMs: 1,
    invoke: async (batch) => void read.push(numbers(batch)),
    onFailure: async () => {},
  });
  reader.push([]);
  reader.push([record(1)]);
  await reader.idle();
  expect(read).toEqual([[1]]);
});
