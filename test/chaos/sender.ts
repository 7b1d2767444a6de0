import type { Context } from 'aws-lambda';
import { createPollingClient } from '../../cli/local/queues/client.ts';
import { startQueueSource } from '../../cli/local/runtime/queue-source.ts';
import { wireSend } from '../../lambdas/functions/send.ts';
import { createFastClock, type Pace } from './fast-clock.ts';

/** What the run tells a sender process when it forks it. */
export type SenderOrders = {
  readonly environment: Readonly<Record<string, string>>;
  readonly queuesUrl: string;
  readonly sendQueueUrl: string;
  readonly pace: Pace;
  /** Batches at once. */
  readonly concurrency: number;
};

/** A sender as Lambda runs it, in a process that may be killed at any moment. */
const send = async ({ environment, queuesUrl, sendQueueUrl, pace, concurrency }: SenderOrders) => {
  const clock = createFastClock(pace);
  const handler = await wireSend({ environment, clock, log: () => undefined });
  startQueueSource(
    createPollingClient(queuesUrl),
    {
      queue: { name: 'send', url: sendQueueUrl },
      function: {
        name: 'send',
        timeoutMs: TIMEOUT_MS,
        handler: (event, context) => handler(event, onClock(clock.now, context)),
      },
      batchSize: 1,
      windowMs: 0,
      concurrency,
    },
    (event, fields) => console.error(event, JSON.stringify(fields)),
  );
  process.send?.('up');
};

const TIMEOUT_MS = 60_000;

/** The time that is left, on the clock that everything else in this run goes by. */
const onClock = (now: () => number, context: Context): Context => {
  const deadline = now() + TIMEOUT_MS;
  return { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - now()) };
};

process.once('message', (orders: SenderOrders) => {
  send(orders).catch((error: unknown) => {
    console.error('the sender did not start', error);
    process.exit(1);
  });
});
// Whoever forked it is gone.
process.once('disconnect', () => process.exit(0));
