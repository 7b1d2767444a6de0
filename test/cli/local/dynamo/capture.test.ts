import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTable as create } from '../../../../cli/local/dynamo/create-table.ts';
import { type Database, startDatabase } from '../../../../cli/local/dynamo/database.ts';

let folder: string;
let database: Database;
let client: DynamoDBClient;
let records: DynamoDBRecord[];

const start = async (): Promise<void> => {
  database = await startDatabase({
    port: 0,
    folder,
    captured: { tableName: 'catalog', keys: ['show', 'sort'], onRecords: (more) => records.push(...more) },
  });
  client = new DynamoDBClient({
    endpoint: database.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
};
const stop = async (): Promise<void> => {
  client.destroy();
  await database.stop();
};

const createTable = (name: string) =>
  create(client, {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'show', AttributeType: 'S' },
      { AttributeName: 'sort', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'show', KeyType: 'HASH' },
      { AttributeName: 'sort', KeyType: 'RANGE' },
    ],
  });

beforeEach(async () => {
  records = [];
  folder = mkdtempSync(join(tmpdir(), 'database-'));
  await start();
  await createTable('catalog');
  await createTable('other');
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

const key = (sort: string) => ({ show: { S: 'a' }, sort: { S: sort } });
const put = (sort: string, more: Record<string, { S: string } | { B: Uint8Array }> = {}, table = 'catalog') =>
  client.send(new PutItemCommand({ TableName: table, Item: { ...key(sort), ...more } }));

/** A record follows its answer: one more write in the same order shows that it has come. */
let marks = 0;
const settled = async () => {
  const before = records.length;
  await put('zz-last', { title: { S: String((marks += 1)) } });
  await expect.poll(() => records.length).toBeGreaterThan(before);
  return records.splice(0).filter(({ dynamodb }) => dynamodb?.Keys?.sort?.S !== 'zz-last');
};

test('inserting, changing and removing a row each give a record with its images', async () => {
  await put('1', { title: { S: 'one' }, blob: { B: Buffer.from('x') } });
  await client.send(
    new UpdateItemCommand({
      TableName: 'catalog',
      Key: key('1'),
      UpdateExpression: 'SET title = :t',
      ExpressionAttributeValues: { ':t': { S: 'two' } },
    }),
  );
  await client.send(new DeleteItemCommand({ TableName: 'catalog', Key: key('1') }));
  const old = { ...key('1'), title: { S: 'one' }, blob: { B: 'eA==' } };
  expect(await settled()).toMatchObject([
    { eventName: 'INSERT', dynamodb: { Keys: key('1'), NewImage: old } },
    { eventName: 'MODIFY', dynamodb: { OldImage: old, NewImage: { ...old, title: { S: 'two' } } } },
    { eventName: 'REMOVE', dynamodb: { OldImage: { title: { S: 'two' } } } },
  ]);
});

test('a batch write gives a record for each row it changed', async () => {
  await put('1');
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        catalog: [{ DeleteRequest: { Key: key('1') } }, { PutRequest: { Item: key('2') } }],
        other: [{ PutRequest: { Item: key('3') } }],
      },
    }),
  );
  const seen = (await settled()).map(({ eventName, dynamodb }) => [eventName, dynamodb?.Keys?.sort?.S]);
  expect(seen).toEqual([
    ['INSERT', '1'],
    ['REMOVE', '1'],
    ['INSERT', '2'],
  ]);
});

test('a write that changes nothing, that fails its condition or that is malformed gives no record', async () => {
  await put('1', { title: { S: 'same' } });
  await settled();
  await put('1', { title: { S: 'same' } });
  const conditional = new PutItemCommand({
    TableName: 'catalog',
    Item: { ...key('1'), title: { S: 'other' } },
    ConditionExpression: 'attribute_not_exists(sort)',
  });
  await expect(client.send(conditional)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  await expect(
    client.send(new PutItemCommand({ TableName: 'catalog', Item: { show: { S: 'no sort key' } } })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  expect(await settled()).toEqual([]);
});

test('another table passes through without records, also when a row of it names the captured one', async () => {
  await put('1', { title: { S: 'catalog' } }, 'other');
  expect(await settled()).toEqual([]);
  const read = await client.send(new GetItemCommand({ TableName: 'other', Key: key('1') }));
  expect(read.Item).toMatchObject({ title: { S: 'catalog' } });
});

test('writes at the same time give records in the order in which they took effect', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, at) => put('1', { title: { S: String(at) } })));
  const chain = await settled();
  expect(chain).toHaveLength(20);
  for (const [at, record] of chain.entries())
    expect(record.dynamodb?.OldImage?.title?.S).toBe(chain[at - 1]?.dynamodb?.NewImage?.title?.S);
  const numbers = chain.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
  expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
});

test('rows in a folder are there after a restart', async () => {
  await put('1', { title: { S: 'kept' } });
  await stop();
  await start();
  const read = await client.send(new GetItemCommand({ TableName: 'catalog', Key: key('1') }));
  expect(read.Item).toMatchObject({ title: { S: 'kept' } });
});
