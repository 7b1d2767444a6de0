import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../cli/local/dynamo/database.ts';
import { loadExamples, readExamples } from '../../cli/local/examples.ts';
import { createInfrastructure, type Infrastructure } from '../../cli/local/infrastructure.ts';
import { ensureKeysFile } from '../../cli/local/keys-file.ts';
import { STREAMED, TABLES } from '../../cli/local/names.ts';
import { startQueueServer } from '../../cli/local/queues/server.ts';
import { type Compute, startCompute } from '../../cli/local/runtime/compute.ts';
import { seededChance } from '../../cli/local/ses/chance.ts';
import type { Change } from '../../cli/local/ses/conditions.ts';
import { VARIABLES } from '../../lambdas/aws/environment.ts';
import { loadKeys } from '../../lambdas/aws/keys.ts';
import { wireTables } from '../../lambdas/aws/wiring.ts';
import { publishEpisode } from '../../lambdas/episodes/publish.ts';
import { announcementIdOf } from '../../lambdas/ids.ts';
import { addReaders } from './audience.ts';
import { startEndpoint } from './endpoint.ts';
import { createFastClock } from './fast-clock.ts';
import { judge, type Judgement } from './judgement.ts';
import { finish, type Watched } from './progress.ts';
import { startVictims } from './victims.ts';

export type ChaosOptions = { readonly seed: number; readonly subscribers: number };

export type ChaosResult = Judgement & {
  readonly kills: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Real time. */
  readonly ms: number;
};

/** Fifteen seconds of the system pass in one: a dead sender's lease of a minute is over after four. */
const SPEED = 15;
const RETENTION_DAYS = 400;
const EVIDENCE_DELAY_MS = 6_000;
const PROCESSES = 3;
const BATCHES_EACH = 2;
/** How soon a killed sender's message comes back. */
const VISIBILITY_SECONDS = 6;
/** Twenty seconds and more of the system's time. */
const SWEEP_EVERY_MS = 1_500;

/** A bad day at SES: throttled, reset before and after acceptance, 500 before and after acceptance, and slow. */
const WEATHER: Change = {
  maxSendRate: 1_000,
  quotaCallsPerSecond: 0,
  keep: 0,
  latencyMs: { from: 5, to: 60 },
  mishaps: { throttle: 0.04, resetBefore: 0.01, resetAfter: 0.01, errorBefore: 0.01, errorAfter: 0.01 },
  // Later than a dead sender's lease ends, and not about everybody: evidence must not be what keeps the promises.
  evidence: { delayMs: EVIDENCE_DELAY_MS, lost: 0.1 },
};

/** One announcement on this machine while its senders are killed and its SES misbehaves; then the comparison. */
export const runChaos = async ({ seed, subscribers }: ChaosOptions): Promise<ChaosResult> => {
  await using started = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'announcer-chaos-'));
  started.defer(() => rmSync(folder, { recursive: true, force: true }));
  const pace = { startedAt: Date.now(), speed: SPEED };
  const clock = createFastClock(pace);
  const functions = Promise.withResolvers<Compute>();

  const database = await startDatabase({
    port: 0,
    captured: {
      ...STREAMED,
      onRecords: (records) => {
        functions.promise.then((compute) => compute.onCatalogRecords(records)).catch(fail);
      },
    },
  });
  started.defer(() => database.stop());
  const queues = await startQueueServer({ port: 0 });
  started.defer(() => queues.stop());
  const servers = { databaseUrl: database.url, queuesUrl: queues.url };
  const infrastructure = await createInfrastructure(servers, VISIBILITY_SECONDS);
  const evidenceQueueUrl = infrastructure.queues.evidence.url;
  const endpoint = await startEndpoint({ seed, evidenceQueueUrl, conditions: WEATHER });
  started.defer(() => endpoint.stop());

  const keysFile = join(folder, 'keys.json');
  ensureKeysFile(keysFile);
  const compute = await startCompute({
    infrastructure,
    sesUrl: endpoint.url,
    pagesPort: 0,
    keysFile,
    senders: PROCESSES * BATCHES_EACH,
    sendersElsewhere: true,
    sweepEveryMs: SWEEP_EVERY_MS,
    around: async (_, surroundings) => ({ ...surroundings, clock }),
    log: report,
  });
  functions.resolve(compute);
  started.defer(async () => {
    await compute.stopSending();
    await compute.stop();
  });

  const { environment } = compute;
  const tables = wireTables({ environment, clock, log: report });
  const keys = await loadKeys(environment[VARIABLES.keysSecretArn] ?? '', noSecrets);
  const catalog = tables.catalog(TABLES.catalog);
  const examples = await readExamples();
  await loadExamples(catalog, examples, clock.now());
  const { show, episode } = examples;
  const readers = await addReaders(tables.subscribers(TABLES.subscribers), keys, show.showId, subscribers);
  const victims = startVictims({
    processes: PROCESSES,
    chance: seededChance(seed),
    orders: sendersOrders(environment, infrastructure, pace),
  });
  started.defer(() => victims.stop());

  const began = performance.now();
  const announcements = tables.announcements(TABLES.announcements, RETENTION_DAYS);
  const id = announcementIdOf(show.showId, episode.episodeId);
  await publishEpisode(catalog, episode, {
    now: clock.now(),
    approve: async () => {},
  });
  const watched: Watched = {
    announcements,
    id,
    clock,
    victims,
    sweep: () => compute.sweep(),
    evidenceMs: EVIDENCE_DELAY_MS + 2_000,
  };
  const batches = await finish(watched);
  const { acceptances, refused } = await endpoint.record();
  return {
    ...judge(batches, acceptances, readers),
    kills: victims.kills(),
    refused,
    ms: performance.now() - began,
  };
};

const sendersOrders = (
  environment: Readonly<Record<string, string>>,
  { queuesUrl, queues }: Infrastructure,
  pace: { readonly startedAt: number; readonly speed: number },
): Parameters<typeof startVictims>[0]['orders'] => ({
  environment,
  queuesUrl,
  sendQueueUrl: queues.send.url,
  pace,
  concurrency: BATCHES_EACH,
});

const noSecrets = () => {
  throw new Error('the keys of this run stand in a file');
};

const fail = (error: unknown): void => console.error('the stream was not read', error);

/** What handlers log in such weather is expected; what they do not expect is worth a line. */
const report = (event: string, fields: Readonly<Record<string, unknown>>): void => {
  if (event === 'function.failed' || event === 'announcement.paused')
    console.error(event, JSON.stringify(fields));
};
