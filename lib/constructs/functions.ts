import { Duration } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { HandlerFunction } from './handler-function.ts';

type Size = {
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly description: string;
};

/**
 * Lambda gives CPU by memory (one whole CPU at 1,769 MB), so these are as much about time as about space.
 * Measured: docs/benchmarks.md, "Cold starts and memory".
 */
const SIZES = {
  announce: {
    // MJML alone needs 130 MB and a second of CPU before it renders.
    memoryMegabytes: 1024,
    timeout: Duration.minutes(1),
    description: 'Renders a published episode and creates its announcement',
  },
  plan: {
    memoryMegabytes: 512,
    timeout: Duration.minutes(5),
    description: 'Walks the confirmed subscribers and writes batches',
  },
  send: {
    // Mostly waits for SES and its own pace: a bigger function would wait at a higher price.
    memoryMegabytes: 512,
    // A batch of 100 at the sandbox's pace of one a second, two senders, takes under four minutes.
    timeout: Duration.minutes(5),
    description: 'Hands the members of a batch to SES',
  },
  evidence: {
    memoryMegabytes: 512,
    timeout: Duration.seconds(30),
    description: 'Notes what SES reports: delivered, bounced, complained',
  },
  sweep: {
    memoryMegabytes: 1024,
    timeout: Duration.minutes(4),
    description: 'Restarts what stalled, settles what is in doubt, closes the books',
  },
  web: {
    memoryMegabytes: 512,
    // Under the 30 seconds after which API Gateway gives up.
    timeout: Duration.seconds(20),
    description: 'Subscribe, confirm, unsubscribe, preferences, read in the browser',
  },
  publish: {
    memoryMegabytes: 256,
    timeout: Duration.seconds(30),
    description: 'Turns a scheduled episode into a published one',
  },
  preview: {
    memoryMegabytes: 1024,
    timeout: Duration.minutes(1),
    description: 'Renders a draft and sends it to named addresses',
  },
  feedPoll: {
    memoryMegabytes: 512,
    timeout: Duration.minutes(4),
    description: 'Reads the feeds of the shows and makes episodes of new items',
  },
} as const satisfies Record<string, Size>;

export type FunctionName = keyof typeof SIZES;

export type Functions = Readonly<Record<FunctionName, HandlerFunction>>;

/** Every function of the system. None can do anything but log until a construct grants it something. */
export const makeFunctions = (scope: Construct, logRetention: RetentionDays): Functions => {
  const make = (name: FunctionName): HandlerFunction =>
    new HandlerFunction(scope, name.charAt(0).toUpperCase() + name.slice(1), {
      entry: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      logRetention,
      ...SIZES[name],
    });
  return {
    announce: make('announce'),
    plan: make('plan'),
    send: make('send'),
    evidence: make('evidence'),
    sweep: make('sweep'),
    web: make('web'),
    publish: make('publish'),
    preview: make('preview'),
    feedPoll: make('feedPoll'),
  };
};
