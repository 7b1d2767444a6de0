import { randomUUID } from 'node:crypto';
import type { ScheduledEvent } from 'aws-lambda';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import { invoke, type LambdaFunction } from './invocation.ts';
import type { Running } from './queue-source.ts';

/** An EventBridge rule: invokes a function again and again, never twice at once. */
export const startSchedule = (
  scheduled: LambdaFunction,
  options: { readonly everyMs: number; readonly log: Log },
): Running & { now(): Promise<void> } => {
  let busy: Promise<void> = Promise.resolve();
  let queued = 0;
  const stopping = new AbortController();
  const once = async (): Promise<void> => {
    try {
      await invoke(scheduled, scheduledEvent(scheduled.name, new Date()), stopping.signal);
    } catch (error) {
      options.log('function.failed', { function: scheduled.name, error: String(error) });
    }
  };
  const now = (): Promise<void> => {
    queued += 1;
    busy = busy.then(once).finally(() => (queued -= 1));
    return busy;
  };
  // A run that takes longer than the interval is not followed by a heap of others.
  const timer = setInterval(() => {
    if (queued === 0) void now();
  }, options.everyMs);
  return {
    now,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await busy;
    },
  };
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
const scheduledEvent = (rule: string, now: Date): ScheduledEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: '000000000000',
  time: `${now.toISOString().slice(0, 19)}Z`,
  region: 'us-east-1',
  resources: [`arn:aws:events:us-east-1:000000000000:rule/${rule}`],
  detail: {},
});
