import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createQueue, depthOf, type Queue } from '../../../../cli/local/queues/queue.ts';
import { type QueueServer, startQueueServer } from '../../../../cli/local/queues/server.ts';
import {
  type QueueSource,
  type Running,
  startQueueSource,
} from '../../../../cli/local/runtime/queue-source.ts';

let server: QueueServer;
let client: SQSClient;
let queue: Queue;
let running: Running | undefined;
let logged: string[];

beforeEach(async () => {
  logged = [];
  server = await startQueueServer({ port: 0 });
  client = new SQSClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  queue = await createQueue(client, server.url, { name: 'work', visibilitySeconds: 1, maxReceives: 2 });
});
afterEach(async () => {
  await running?.stop();
  client.destroy();
  await server.stop();
});

/** What is not deleted is there again at once, where other tests want it out of sight while it is worked on. */
const givenNoVisibilityTimeout = async (): Promise<void> => {
  queue = await createQueue(client, server.url, { name: 'again', visibilitySeconds: 0, maxReceives: 2 });
};

const send = (...bodies: readonly string[]) =>
  Promise.all(
    bodies.map((body) => client.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: body }))),
  );

type Handler = (event: SQSEvent, context: Context) => Promise<unknown>;
const start = (handler: Handler, options: Partial<QueueSource> = {}): void => {
  running = startQueueSource(
    client,
    {
      queue,
      batchSize: 10,
      windowMs: 0,
      concurrency: 1,
      // The event is what the runtime built: its shape is what these tests are about.
      function: {
        name: 'work',
        timeoutMs: 5000,
        handler: (event, context) => handler(event as SQSEvent, context),
      },
      ...options,
    },
    (event) => void logged.push(event),
  );
};

const empty = { waiting: 0, atWork: 0, delayed: 0 };

test('a function gets the messages in the shape of Lambda, and what it did is deleted', async () => {
  const events: SQSEvent[] = [];
  start(async (event) => void events.push(event));
  await send('one');
  await expect.poll(() => depthOf(client, queue.url)).toEqual(empty);
  expect(events[0]?.Records).toMatchObject([
    {
      body: 'one',
      messageId: expect.any(String),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:work',
      attributes: { ApproximateReceiveCount: '1' },
    },
  ]);
});

test('a reported failure alone comes back, and ends among the dead letters', async () => {
  await givenNoVisibilityTimeout();
  const seen: string[] = [];
  await send('good', 'bad');
  start(async ({ Records }) => {
    seen.push(...Records.map(({ body }) => body));
    return {
      batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  });
  await expect
    .poll(() => depthOf(client, queue.deadLetterUrl), { timeout: 5000 })
    .toMatchObject({ waiting: 1 });
  expect(seen.filter((body) => body === 'good')).toHaveLength(1);
  expect(seen.filter((body) => body === 'bad')).toHaveLength(2);
});

test('after a throw every message of the invocation comes back', async () => {
  await givenNoVisibilityTimeout();
  let calls = 0;
  await send('one', 'two');
  start(async () => {
    calls += 1;
    if (calls === 1) throw new Error('not this time');
  });
  await expect.poll(() => depthOf(client, queue.url), { timeout: 5000 }).toEqual(empty);
  expect(logged).toEqual(['function.failed']);
});

test('messages are gathered for one invocation while the window is open', async () => {
  const sizes: number[] = [];
  start(async ({ Records }) => void sizes.push(Records.length), { batchSize: 100, windowMs: 300 });
  await send(...Array.from({ length: 15 }, (_, at) => String(at)));
  await expect.poll(() => sizes.reduce((sum, size) => sum + size, 0)).toBe(15);
  expect(sizes.length).toBeLessThanOrEqual(2);
});

test('never more invocations at once than permitted', async () => {
  let atOnce = 0;
  let most = 0;
  let done = 0;
  start(
    async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 20));
      atOnce -= 1;
      done += 1;
    },
    { batchSize: 1, concurrency: 3 },
  );
  await send(...Array.from({ length: 12 }, (_, at) => String(at)));
  await expect.poll(() => done).toBe(12);
  expect(most).toBe(3);
});

test('an invocation over its time has failed, and a stop leaves no time to those at work', async () => {
  const left: number[] = [];
  await send('one');
  start(
    async (_, context) => {
      left.push(context.getRemainingTimeInMillis());
      while (context.getRemainingTimeInMillis() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      left.push(context.getRemainingTimeInMillis());
    },
    { batchSize: 1 },
  );
  await expect.poll(() => left.length).toBe(1);
  expect(left[0]).toBeGreaterThan(4000);
  await running?.stop();
  expect(left[1]).toBe(0);
});
