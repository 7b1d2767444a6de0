import type { DynamoDBRecord } from 'aws-lambda';
import type { AnnouncementStore, Log } from '../../lambdas/announcements/ports.ts';
import { createDynamoAnnouncementRows } from '../../lambdas/aws/dynamo-announcements.ts';
import { createDynamoCatalog } from '../../lambdas/aws/dynamo-catalog.ts';
import type { Catalog } from '../../lambdas/episodes/ports.ts';
import { createDatabaseClient } from './dynamo/client.ts';
import { createInboxClient, type InboxClient } from './inbox-client.ts';
import { createInfrastructure } from './infrastructure.ts';
import { ensureKeysFile } from './keys-file.ts';
import { TABLES } from './names.ts';
import type { Compute, ComputeOptions, Replacements } from './runtime/compute.ts';
import type { ServersOptions } from './servers.ts';
import { startComputeThread, startServersThread } from './threads/start.ts';

/** With a replacement the functions run in the caller's thread. */
export type SystemOptions = ServersOptions &
  Replacements & {
    /** Absolute. Made at the first start. */
    readonly keysFile: string;
    /** 0 = any free one. */
    readonly pagesPort: number;
    readonly sweepEveryMs: number;
    /** Every five minutes if not given. */
    readonly pollFeedsEveryMs?: number;
    readonly senders: number;
    /** What the functions hear of the catalog's stream: a test loses some of it. All of it without. */
    readonly heard?: (records: readonly DynamoDBRecord[]) => readonly DynamoDBRecord[];
    readonly log: Log;
  };

export type System = {
  readonly environment: Readonly<Record<string, string>>;
  readonly addresses: { readonly pages: string; readonly inbox: string };
  readonly tables: 'created' | 'were there';
  readonly inbox: InboxClient;
  readonly catalog: Catalog;
  readonly announcements: Pick<AnnouncementStore, 'read'>;
  sweep(): Promise<void>;
  /** Ends in order: what is at work leaves at its next safe place, and evidence on its way is taken in. */
  stop(): Promise<void>;
};

/**
 * Everything of the stack on one machine and in one process, in two threads: one for what AWS provides (tables,
 * queues, mail), one for what this project runs there (functions, pages).
 */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const { keysFile, pagesPort, sweepEveryMs, pollFeedsEveryMs, senders, around, feeds, log, ...others } =
    options;
  const { heard = (records) => records, ...forServers } = others;
  await using started = new AsyncDisposableStack();
  const functions = Promise.withResolvers<Compute>();
  const wish = Promise.withResolvers<ComputeOptions>();
  // Where the servers do not come up, that is what is thrown, and nothing is left that waits for them.
  wish.promise.catch(() => undefined);
  started.defer(() => wish.reject(new Error('the servers did not come up')));
  const computing =
    around === undefined && feeds === undefined
      ? startComputeThread(wish.promise, log)
      : wish.promise.then((wished) => computeHere({ ...wished, log }, { around, feeds }));
  computing.catch(() => undefined);
  const servers = await startServersThread({
    ...forServers,
    onCatalogRecords: (records) => {
      functions.promise
        .then((compute) => compute.onCatalogRecords(heard(records)))
        .catch((error: unknown) => log('stream.lost', { error: String(error) }));
    },
  });
  started.defer(() => servers.stop());
  const infrastructure = await createInfrastructure(servers);
  ensureKeysFile(keysFile);
  const { sesUrl, databaseUrl } = servers;
  const times = { sweepEveryMs, pollFeedsEveryMs };
  wish.resolve({ infrastructure, sesUrl, pagesPort, keysFile, senders, ...times });
  const compute = await computing;
  functions.resolve(compute);

  const client = createDatabaseClient(databaseUrl);
  started.defer(() => client.destroy());
  const kept = started.move();
  return {
    environment: compute.environment,
    addresses: { pages: compute.pagesUrl, inbox: sesUrl },
    tables: infrastructure.tables,
    inbox: createInboxClient(sesUrl),
    catalog: createDynamoCatalog({ client, table: TABLES.catalog }),
    announcements: createDynamoAnnouncementRows({ client, table: TABLES.announcements }),
    sweep: () => compute.sweep(),
    async stop() {
      await compute.stopSending();
      await servers.stopMail();
      await compute.stop();
      await kept.disposeAsync();
    },
  };
};

/** Imported on demand: MJML and all that the functions stand on is no small part of the memory. */
const computeHere = async (
  wish: ComputeOptions & { readonly log: Log },
  replacements: Replacements,
): Promise<Compute> => {
  const { startCompute } = await import('./runtime/compute.ts');
  return startCompute({ ...wish, ...replacements });
};
