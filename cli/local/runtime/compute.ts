import type { DynamoDBRecord } from 'aws-lambda';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';
import { systemClock } from '../../../lambdas/aws/system-clock.ts';
import type { FeedSource } from '../../../lambdas/episodes/feeds/ports.ts';
import { localEnvironment } from '../environment.ts';
import { EXAMPLE_ARTWORK } from '../example-artwork.ts';
import type { Infrastructure } from '../infrastructure.ts';
import { localSigner } from '../signature.ts';
import { startFunctions } from './functions.ts';
import { type Around, type Handlers, wireHandlers } from './handlers.ts';
import { startPagesServer } from './pages-server.ts';
import { TIMEOUTS_MS } from './timeouts.ts';

export type ComputeOptions = {
  readonly infrastructure: Infrastructure;
  readonly sesUrl: string;
  /** 0 = any free one. */
  readonly pagesPort: number;
  /** Absolute; it exists. */
  readonly keysFile: string;
  /** Senders at once, and whether they are here or in other processes. */
  readonly senders: number;
  readonly sendersElsewhere?: boolean;
  readonly sweepEveryMs: number;
  /** Every five minutes, as in the stack, if not given. */
  readonly pollFeedsEveryMs?: number | undefined;
};

/** What a test puts in the place of something else. */
export type Replacements = {
  readonly around?: Around | undefined;
  /** In place of the internet. */
  readonly feeds?: FeedSource | undefined;
};

const POLL_FEEDS_EVERY_MS = 300_000;

/** Lambda and API Gateway: the functions on their queues, stream and schedule, and the pages. */
export type Compute = {
  readonly environment: Readonly<Record<string, string>>;
  readonly pagesUrl: string;
  /** Takes records of the catalog's stream. */
  onCatalogRecords(records: readonly DynamoDBRecord[]): Promise<void>;
  sweep(): Promise<void>;
  /** Nothing new is begun; senders and planners at work leave at their next safe place. */
  stopSending(): Promise<void>;
  /** Takes in the evidence that waits in the queue, for a few seconds at most, and ends. */
  stop(): Promise<void>;
};

export const startCompute = async (
  options: ComputeOptions & Replacements & { readonly log: Log },
): Promise<Compute> => {
  const { infrastructure, log } = options;
  const handlers = Promise.withResolvers<Handlers>();
  const pages = await startPagesServer(
    {
      name: 'web',
      timeoutMs: TIMEOUTS_MS.web,
      // The pages' address is part of what the handlers are wired with, so it has to be there first.
      handler: async (event, context) => (await handlers.promise).web(event, context),
    },
    {
      port: options.pagesPort,
      log,
      pictures: { urlPrefix: EXAMPLE_ARTWORK.urlPrefix, servedAt: `${options.sesUrl}/artwork/` },
    },
  );
  const environment = localEnvironment({
    ...infrastructure,
    planQueueUrl: infrastructure.queues.plan.url,
    sendQueueUrl: infrastructure.queues.send.url,
    sesUrl: options.sesUrl,
    pagesUrl: pages.url,
    keysFile: options.keysFile,
    senders: options.senders,
  });
  const surroundings: Surroundings = { environment, clock: systemClock, log, signer: localSigner };
  const wired = await wireHandlers(surroundings, options.around, options.feeds);
  handlers.resolve(wired);
  const functions = startFunctions({
    handlers: wired,
    queues: infrastructure.queues,
    queuesUrl: infrastructure.queuesUrl,
    sweepEveryMs: options.sweepEveryMs,
    pollFeedsEveryMs: options.pollFeedsEveryMs ?? POLL_FEEDS_EVERY_MS,
    senders: options.sendersElsewhere === true ? 0 : options.senders,
    log,
  });
  return {
    environment,
    pagesUrl: pages.url,
    onCatalogRecords: async (records) => functions.onCatalogRecords(records),
    sweep: () => functions.sweep(),
    async stopSending() {
      await functions.stopSending();
      await pages.stop();
    },
    stop: () => functions.stop(),
  };
};
