import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import { createStreamReader } from '../dynamo/event-source.ts';
import { depthOf, type Queue } from '../queues/server.ts';
import type { FunctionName, Handlers } from './handlers.ts';
import { invoke, type LambdaFunction } from './invocation.ts';
import { type QueueSource, type Running, startQueueSource } from './queue-source.ts';
import { startSchedule } from './schedule.ts';

/**
 * Shorter than in the stack: after a kill, a sender's lane is taken until its time would have been up, and nobody
 * at a terminal wants to wait for that.
 */
export const TIMEOUTS_MS = {
  announce: 60_000,
  plan: 60_000,
  send: 60_000,
  evidence: 30_000,
  sweep: 60_000,
  web: 30_000,
} as const satisfies Record<FunctionName, number>;

export const functionNamed = (name: FunctionName, handlers: Handlers): LambdaFunction => ({
  name,
  timeoutMs: TIMEOUTS_MS[name],
  handler: handlers[name],
});

/** How the stack maps queues to functions. */
const SOURCES = {
  plan: { batchSize: 1, windowMs: 0, concurrency: 2 },
  // Evidence comes grouped, so that a batch is written once however many of its events came.
  evidence: { batchSize: 200, windowMs: 500, concurrency: 2 },
} as const;

export type Functions = {
  /** Takes records of the catalog's stream. */
  onCatalogRecords(records: readonly DynamoDBRecord[]): void;
  sweep(): Promise<void>;
  /** Nothing new is begun; senders and planners at work leave at their next safe place. */
  stopSending(): Promise<void>;
  /** Takes in the evidence that waits in the queue, for a few seconds at most, and ends. */
  stop(): Promise<void>;
};

export type FunctionsOptions = {
  readonly handlers: Handlers;
  readonly queues: Readonly<Record<'plan' | 'send' | 'evidence' | 'announceFailures', Queue>>;
  readonly queuesUrl: string;
  readonly sweepEveryMs: number;
  /** Senders at once; 0 where other processes send. */
  readonly senders: number;
  readonly log: Log;
};

export const startFunctions = (options: FunctionsOptions): Functions => {
  const { handlers, queues, log } = options;
  const client = createPollingClient(options.queuesUrl);
  const source = (name: 'plan' | 'evidence'): Running =>
    startQueueSource(
      client,
      { ...SOURCES[name], queue: queues[name], function: functionNamed(name, handlers) },
      log,
    );
  const stream = announcingStream(client, options);
  const evidence = source('evidence');
  const senders = options.senders === 0 ? [] : [startSenders(client, options)];
  const sending = [source('plan'), ...senders];
  const schedule = startSchedule(functionNamed('sweep', handlers), { everyMs: options.sweepEveryMs, log });
  return {
    onCatalogRecords: stream.push,
    sweep: schedule.now,
    async stopSending() {
      await schedule.stop();
      await Promise.all(sending.map((each) => each.stop()));
    },
    async stop() {
      await drained(client, queues.evidence);
      await evidence.stop();
      await stream.idle();
      client.destroy();
    },
  };
};

/** The send queue's mapping: SQS's maximum concurrency bounds the senders. */
export const startSenders = (
  client: SQSClient,
  options: Pick<FunctionsOptions, 'handlers' | 'senders' | 'log'> & {
    readonly queues: { readonly send: QueueSource['queue'] };
  },
): Running =>
  startQueueSource(
    client,
    {
      queue: options.queues.send,
      function: functionNamed('send', options.handlers),
      batchSize: 1,
      windowMs: 0,
      concurrency: options.senders,
    },
    options.log,
  );

/** Waits for messages longer than the adapters' client would let a request take. */
export const createPollingClient = (queuesUrl: string): SQSClient =>
  new SQSClient({
    endpoint: queuesUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

const announcingStream = (client: SQSClient, { handlers, queues, log }: FunctionsOptions) =>
  createStreamReader({
    batchSize: 10,
    retries: 3,
    backoffMs: 200,
    invoke: (records) => {
      const event: DynamoDBStreamEvent = { Records: [...records] };
      return invoke(functionNamed('announce', handlers), event);
    },
    onFailure: async (failure) => {
      log('stream.record_failed', { ...failure });
      await client.send(
        new SendMessageCommand({
          QueueUrl: queues.announceFailures.url,
          MessageBody: JSON.stringify(failure),
        }),
      );
    },
  });

const DRAIN_MS = 3_000;

const drained = async (client: SQSClient, queue: Queue): Promise<void> => {
  const until = Date.now() + DRAIN_MS;
  while (Date.now() < until) {
    const { waiting, atWork } = await depthOf(client, queue.url);
    if (waiting + atWork === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
