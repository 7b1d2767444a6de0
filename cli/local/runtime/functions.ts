import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import { EPISODE_PREFIX, QUIET_STATUSES } from '../../../lambdas/aws/table-definitions.ts';
import { createStreamReader } from '../dynamo/event-source.ts';
import { createPollingClient } from '../queues/client.ts';
import { depthOf, type Queue } from '../queues/queue.ts';
import type { Handlers } from './handlers.ts';
import { invoke, type LambdaFunction } from './invocation.ts';
import { type QueueSource, type Running, startQueueSource } from './queue-source.ts';
import { startSchedule } from './schedule.ts';
import { type FunctionName, TIMEOUTS_MS } from './timeouts.ts';

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
  onCatalogRecords(records: readonly DynamoDBRecord[]): void;
  sweep(): Promise<void>;
  stopSending(): Promise<void>;
  stop(): Promise<void>;
};

export type FunctionsOptions = {
  readonly handlers: Handlers;
  readonly queues: Readonly<Record<'plan' | 'send' | 'evidence' | 'announceFailures', Queue>>;
  readonly queuesUrl: string;
  readonly sweepEveryMs: number;
  readonly pollFeedsEveryMs: number;
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
  const feeds = startSchedule(functionNamed('feedPoll', handlers), {
    everyMs: options.pollFeedsEveryMs,
    log,
  });
  return {
    onCatalogRecords: (records) => stream.push(records.filter(startsSomething)),
    sweep: schedule.now,
    async stopSending() {
      await Promise.all([schedule.stop(), feeds.stop()]);
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

/** The filter of the mapping in the stack: a show, a draft and what is gone call nothing. */
const startsSomething = ({ dynamodb }: DynamoDBRecord): boolean =>
  dynamodb?.NewImage !== undefined &&
  dynamodb.Keys?.['record']?.S?.startsWith(EPISODE_PREFIX) === true &&
  !QUIET_STATUSES.includes(dynamodb.NewImage['status']?.S ?? '');

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
