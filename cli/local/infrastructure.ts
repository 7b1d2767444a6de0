import type { DynamoDBRecord } from 'aws-lambda';
import { startDatabase } from './dynamo/database.ts';
import { type Queue, startQueueServer } from './queues/server.ts';
import { ensureTables, STREAMED } from './tables.ts';
import { TIMEOUTS_MS } from './runtime/functions.ts';

/** The tables and queues of the stack, and where they are. */
export type Infrastructure = {
  readonly databaseUrl: string;
  readonly queuesUrl: string;
  readonly queues: Readonly<Record<'plan' | 'send' | 'evidence' | 'announceFailures', Queue>>;
  readonly tables: 'created' | 'were there';
  stop(): Promise<void>;
};

/** As many receives as in the stack, before a message is a dead letter. */
const MAX_RECEIVES = 5;

export type InfrastructureOptions = {
  readonly databaseFolder?: string;
  readonly onCatalogRecords: (records: readonly DynamoDBRecord[]) => void;
  /** In place of six times the function's time-out: how soon a killed sender's message comes back. */
  readonly sendVisibilitySeconds?: number;
};

export const startInfrastructure = async (options: InfrastructureOptions): Promise<Infrastructure> => {
  await using started = new AsyncDisposableStack();
  const { databaseFolder } = options;
  const database = await startDatabase({
    port: 0,
    captured: { ...STREAMED, onRecords: options.onCatalogRecords },
    ...(databaseFolder === undefined ? {} : { folder: databaseFolder }),
  });
  started.defer(() => database.stop());
  const tables = await ensureTables(database.url);
  const server = await startQueueServer({ port: 0 });
  started.defer(() => server.stop());
  const queue = (name: string, visibilitySeconds: number): Promise<Queue> =>
    server.queue({ name, visibilitySeconds, maxReceives: MAX_RECEIVES });
  const queues = {
    plan: await queue('plan', visibilityFor(TIMEOUTS_MS.plan)),
    send: await queue('send', options.sendVisibilitySeconds ?? visibilityFor(TIMEOUTS_MS.send)),
    evidence: await queue('evidence', visibilityFor(TIMEOUTS_MS.evidence)),
    announceFailures: await queue('announce-failures', 30),
  };
  const kept = started.move();
  return {
    databaseUrl: database.url,
    queuesUrl: server.url,
    queues,
    tables,
    stop: () => kept.disposeAsync(),
  };
};

/** SQS's advice: six times the function's time-out. */
const visibilityFor = (timeoutMs: number): number => Math.ceil((6 * timeoutMs) / 1000);
