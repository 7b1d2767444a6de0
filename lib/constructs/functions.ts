import { Duration } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionEntry } from '../function-entries.ts';
import { HandlerFunction } from './handler-function.ts';

type Size = {
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly description: string;
  /** Writes to the queue that calls it. */
  readonly goesOnByItself?: boolean;
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
    goesOnByItself: true,
  },
  send: {
    // Its time is its pace, and that is paid for by memory (docs/benchmarks.md, cost). It holds 120 to 190 MB, and
    // needs less than a millisecond of a processor for a message.
    memoryMegabytes: 256,
    // A batch of 100 at the sandbox's pace of one a second, two senders, takes under four minutes.
    timeout: Duration.minutes(5),
    description: 'Hands the members of a batch to SES',
    // A batch that finds all senders at work looks again every few seconds.
    goesOnByItself: true,
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
  'feed-poll': {
    memoryMegabytes: 512,
    timeout: Duration.minutes(4),
    description: 'Reads the feeds of the shows and makes episodes of new items',
  },
} satisfies Record<FunctionEntry, Size>;

export type CodeOf = (entry: FunctionEntry) => Code;

/** Every function of the system. None can do anything but log until a construct grants it something. */
export const makeFunctions = (scope: Construct, codeOf: CodeOf, logRetention: RetentionDays) => {
  const make = (id: string, entry: FunctionEntry): HandlerFunction =>
    new HandlerFunction(scope, id, { code: codeOf(entry), logRetention, ...SIZES[entry] });
  return {
    announce: make('Announce', 'announce'),
    plan: make('Plan', 'plan'),
    send: make('Send', 'send'),
    evidence: make('Evidence', 'evidence'),
    sweep: make('Sweep', 'sweep'),
    web: make('Web', 'web'),
    publish: make('Publish', 'publish'),
    preview: make('Preview', 'preview'),
    feedPoll: make('FeedPoll', 'feed-poll'),
  };
};
