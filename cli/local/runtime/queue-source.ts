import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import { queueArn } from '../queues/names.ts';
import { invoke, type LambdaFunction } from './invocation.ts';
import { sqsEvent } from './sqs-event.ts';

/** Lambda's event source mapping of one queue. */
export type QueueSource = {
  readonly queue: { readonly name: string; readonly url: string };
  readonly function: LambdaFunction;
  readonly batchSize: number;
  /** How long messages are gathered for one invocation after the first came, in milliseconds. */
  readonly windowMs: number;
  /** Invocations at once. */
  readonly concurrency: number;
};

export type Running = {
  /** Takes nothing more, tells the invocations in hand to leave, and waits for them. */
  stop(): Promise<void>;
};

/** One ReceiveMessage gives at most ten. */
const MOST_AT_ONCE = 10;
const WAIT_SECONDS = 5;

export const startQueueSource = (client: SQSClient, source: QueueSource, log: Log): Running => {
  const stopping = new AbortController();
  const worker = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const messages = await gather(client, source, stopping.signal).catch((error: unknown) =>
        stopping.signal.aborted ? [] : giveUpOn(error, source, log),
      );
      if (messages.length === 0) continue;
      if (stopping.signal.aborted) await putBack(client, source, messages);
      else await handle(client, source, messages, log, stopping.signal);
    }
  };
  const workers = Array.from({ length: source.concurrency }, worker);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
};

/** A queue that cannot be read is a defect of the local system, or its end; a pause keeps it from spinning. */
const giveUpOn = async (error: unknown, source: QueueSource, log: Log): Promise<readonly Message[]> => {
  log('queue.unreadable', { queue: source.queue.name, error: String(error) });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return [];
};

const gather = async (
  client: SQSClient,
  source: QueueSource,
  signal: AbortSignal,
): Promise<readonly Message[]> => {
  const messages = [...(await receive(client, source, WAIT_SECONDS, source.batchSize, signal))];
  if (messages.length === 0) return messages;
  const until = Date.now() + source.windowMs;
  while (messages.length < source.batchSize && Date.now() < until && !signal.aborted) {
    const more = await receive(client, source, 0, source.batchSize - messages.length, signal).catch(() => []);
    messages.push(...more);
    if (more.length === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(50, source.windowMs)));
  }
  return messages;
};

const receive = async (
  client: SQSClient,
  source: QueueSource,
  waitSeconds: number,
  most: number,
  signal: AbortSignal,
): Promise<readonly Message[]> => {
  const command = new ReceiveMessageCommand({
    QueueUrl: source.queue.url,
    MaxNumberOfMessages: Math.min(MOST_AT_ONCE, most),
    WaitTimeSeconds: waitSeconds,
    MessageSystemAttributeNames: ['All'],
  });
  return (await client.send(command, { abortSignal: signal })).Messages ?? [];
};

const Response = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** Deletes what succeeded. What failed comes back when its visibility time-out ends, as with Lambda. */
const handle = async (
  client: SQSClient,
  source: QueueSource,
  messages: readonly Message[],
  log: Log,
  stopping: AbortSignal,
): Promise<void> => {
  try {
    const answer = Response.safeParse(
      await invoke(source.function, sqsEvent(messages, queueArn(source.queue.name)), stopping),
    );
    const failed = new Set(
      answer.success ? answer.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) : [],
    );
    await remove(
      client,
      source,
      messages.filter(({ MessageId }) => !failed.has(MessageId ?? '')),
    );
  } catch (error) {
    log('function.failed', { function: source.function.name, error: String(error) });
  }
};

const remove = async (
  client: SQSClient,
  source: QueueSource,
  messages: readonly Message[],
): Promise<void> => {
  for (let at = 0; at < messages.length; at += MOST_AT_ONCE)
    await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: source.queue.url,
        Entries: messages
          .slice(at, at + MOST_AT_ONCE)
          .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      }),
    );
};

const putBack = async (
  client: SQSClient,
  source: QueueSource,
  messages: readonly Message[],
): Promise<void> => {
  for (const { ReceiptHandle } of messages)
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl: source.queue.url, ReceiptHandle, VisibilityTimeout: 0 }),
    );
};
