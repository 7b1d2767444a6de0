import type { AnnouncementStore, Log } from '../../lambdas/announcements/ports.ts';
import type { Catalog } from '../../lambdas/episodes/ports.ts';
import { systemClock } from '../../lambdas/aws/system-clock.ts';
import { wireTables } from '../../lambdas/aws/wiring.ts';
import { localEnvironment } from './environment.ts';
import { EXAMPLE_ARTWORK } from './examples.ts';
import { startInfrastructureThread } from './infrastructure-thread.ts';
import { ensureKeysFile } from './keys-file.ts';
import { createPollingClient, type Functions, startFunctions, TIMEOUTS_MS } from './runtime/functions.ts';
import { type Around, type Handlers, wireHandlers } from './runtime/handlers.ts';
import { startPagesServer } from './runtime/pages-server.ts';
import type { Change } from './ses/conditions.ts';
import { startSesEndpoint } from './ses/endpoint.ts';
import { createEvidencePublisher, deliverToQueue } from './ses/evidence.ts';
import type { Mailbox } from './ses/mailbox.ts';
import { TABLES } from './tables.ts';

export type SystemOptions = {
  /** Where the rows are kept between runs; in memory without it. */
  readonly databaseFolder?: string;
  /** Absolute. Made at the first start. */
  readonly keysFile: string;
  readonly mailbox: Mailbox;
  /** 0 = any free one. */
  readonly ports: { readonly pages: number; readonly inbox: number };
  readonly sweepEveryMs: number;
  readonly senders: number;
  readonly conditions?: Change;
  readonly around?: Around;
  readonly log: Log;
};

export type System = {
  readonly environment: Readonly<Record<string, string>>;
  readonly addresses: { readonly pages: string; readonly inbox: string };
  readonly tables: 'created' | 'were there';
  readonly mailbox: Mailbox;
  readonly catalog: Catalog;
  readonly announcements: Pick<AnnouncementStore, 'read'>;
  sweep(): Promise<void>;
  /** Ends in order: what is at work leaves at its next safe place, and evidence on its way is taken in. */
  stop(): Promise<void>;
};

/** Everything of the stack on one machine and in this process. */
export const startSystem = async (options: SystemOptions): Promise<System> => {
  const { log, mailbox } = options;
  await using started = new AsyncDisposableStack();
  const functions = Promise.withResolvers<Functions>();
  const handlers = Promise.withResolvers<Handlers>();
  const infrastructure = await startInfrastructureThread({
    ...(options.databaseFolder === undefined ? {} : { databaseFolder: options.databaseFolder }),
    onCatalogRecords: (records) =>
      void functions.promise.then(({ onCatalogRecords }) => onCatalogRecords(records)),
  });
  started.defer(() => infrastructure.stop());

  const client = createPollingClient(infrastructure.queuesUrl);
  started.defer(() => client.destroy());
  const ses = await startSesEndpoint({
    mailbox,
    port: options.ports.inbox,
    artwork: EXAMPLE_ARTWORK,
    evidence: createEvidencePublisher(deliverToQueue(client, infrastructure.queues.evidence.url), (error) =>
      log('evidence.unpublished', { error: String(error) }),
    ),
    ...(options.conditions === undefined ? {} : { conditions: options.conditions }),
  });
  started.defer(() => ses.stop());

  const pages = await startPagesServer(
    {
      name: 'web',
      timeoutMs: TIMEOUTS_MS.web,
      // The pages' address is part of what the handlers are wired with, so it has to be there first.
      handler: async (event, context) => (await handlers.promise).web(event, context),
    },
    { port: options.ports.pages, log },
  );
  started.defer(() => pages.stop());

  const environment = localEnvironment({
    ...infrastructure,
    planQueueUrl: infrastructure.queues.plan.url,
    sendQueueUrl: infrastructure.queues.send.url,
    sesUrl: ses.url,
    pagesUrl: pages.url,
    keysFile: options.keysFile,
    senders: options.senders,
  });
  ensureKeysFile(options.keysFile);
  const surroundings = { environment, clock: systemClock, log };
  const wired = await wireHandlers(surroundings, options.around);
  handlers.resolve(wired);
  const running = startFunctions({ ...options, ...infrastructure, handlers: wired });
  functions.resolve(running);
  const tables = wireTables(surroundings);

  const kept = started.move();
  return {
    environment,
    addresses: { pages: pages.url, inbox: ses.url },
    tables: infrastructure.tables,
    mailbox,
    catalog: tables.catalog(TABLES.catalog),
    announcements: tables.announcementRows(TABLES.announcements),
    sweep: () => running.sweep(),
    async stop() {
      await running.stopSending();
      await pages.stop();
      await ses.stop();
      await running.stop();
      await kept.disposeAsync();
    },
  };
};
