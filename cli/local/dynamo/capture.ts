import { IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { DynamoDBRecord } from 'aws-lambda';
import { z } from 'zod';
import { readBody } from '../http/read-body.ts';
import { readItems } from './read-items.ts';
import { type Item, recordOf } from './stream-records.ts';

export type Captured = {
  readonly tableName: string;
  /** The names of the key attributes: partition, then sort. */
  readonly keys: readonly string[];
  /** Records in the order of the writes. */
  readonly onRecords: (records: readonly DynamoDBRecord[]) => void;
};

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

export type Capture = {
  readonly serve: Serve;
  /** The writes in hand have given their records. */
  settled(): Promise<void>;
};

/**
 * Wraps a DynamoDB server's handler. Writes to the captured table go one after another, each between two reads of
 * its rows: that is what gives the images and the order. Every other request passes through as it came; a write
 * to another table costs one search for the table's name in its body. `url` is where the server itself answers.
 */
export const createCapture = (captured: Captured, serve: Serve, url: () => string): Capture => {
  let last: Promise<void> = Promise.resolve();
  let sequence = BigInt(Date.now()) * 1_000_000n;
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${captured.tableName}/stream/2026-01-01T00:00:00.000`;

  const write = async (
    keys: readonly Item[],
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const before = await readItems(url(), captured.tableName, keys);
    const answered = new Promise<void>((resolve) => response.once('close', resolve));
    serve(request, response);
    await answered;
    if (response.statusCode !== 200) return;
    const after = await readItems(url(), captured.tableName, keys);
    const records = keys.flatMap((key, at) => {
      sequence += 1n;
      const stream = { arn, sequenceNumber: sequence.toString().padStart(21, '0'), now: Date.now() };
      return recordOf({ keys: key, before: before[at], after: after[at] }, stream) ?? [];
    });
    if (records.length > 0) captured.onRecords(records);
  };

  const writeInTurn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    const replayed = replay(request, body);
    const keys = body.includes(captured.tableName) ? keysWritten(captured, body) : [];
    if (keys.length === 0) return serve(replayed, response);
    last = last.then(() => write(keys, replayed, response)).catch((error: unknown) => fail(response, error));
    return last;
  };

  return {
    settled: () => last,
    serve(request, response) {
      const action = String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      if (!WRITES.has(action)) serve(request, response);
      else writeInTurn(request, response).catch((error: unknown) => fail(response, error));
    },
  };
};

/** dynalite knows no transactions, so these are all the ways to write. */
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

const fail = (response: ServerResponse, error: unknown): void => {
  console.error('the local DynamoDB failed', error);
  response.destroy();
};

/** The same request once more, for a handler that reads the body itself. */
const replay = (request: IncomingMessage, body: Buffer): IncomingMessage => {
  const again = new IncomingMessage(new Socket());
  again.method = request.method;
  again.url = request.url;
  again.headers = request.headers;
  again.complete = true;
  again.push(body);
  again.push(null);
  return again;
};

const Attributes = z.record(z.string(), z.record(z.string(), z.unknown()));
const Write = z.object({
  TableName: z.string().optional(),
  Item: Attributes.optional(),
  Key: Attributes.optional(),
  RequestItems: z
    .record(
      z.string(),
      z.array(
        z.object({
          PutRequest: z.object({ Item: Attributes }).optional(),
          DeleteRequest: z.object({ Key: Attributes }).optional(),
        }),
      ),
    )
    .optional(),
});

/** The keys that a write to the captured table names. A malformed write names none: the server refuses it. */
const keysWritten = ({ tableName, keys }: Captured, body: Buffer): readonly Item[] => {
  const read = Write.safeParse(json(body));
  if (!read.success) return [];
  const { TableName, Item, Key, RequestItems } = read.data;
  const named = (RequestItems?.[tableName] ?? []).map(
    ({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest?.Key,
  );
  const rows = TableName === tableName ? [Item ?? Key] : named;
  return rows.flatMap((row) => {
    const entries = keys.flatMap((name) => (row?.[name] === undefined ? [] : [[name, row[name]]]));
    return entries.length === keys.length ? [Object.fromEntries(entries)] : [];
  });
};

const json = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
};
