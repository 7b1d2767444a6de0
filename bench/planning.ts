// Planning 10,000 and 100,000 subscribers: time, and memory that must not grow with the audience.
//
//   node bench/planning.ts [--small 10000] [--large 100000]
import { once } from 'node:events';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { announce } from '../lambdas/announcements/announce.ts';
import { plan } from '../lambdas/announcements/plan.ts';
import { createDynamoClient } from '../lambdas/aws/clients.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { AnnouncementId } from '../lambdas/ids.ts';
import { startDatabase } from './child.ts';
import { watchMemory } from './memory.ts';
import { give } from './report.ts';
import {
  context,
  fillSubscribers,
  newEnvironment,
  publishExample,
  RETENTION_DAYS,
  surroundingsOf,
} from './world.ts';

const Measured = z.object({ audience: z.number(), seconds: z.number(), megabytesMore: z.number() });
type Measured = z.infer<typeof Measured>;

/** The planner works in a process of its own: what filling the tables leaves in memory is not its. */
const measure = async (subscribers: number): Promise<Measured> => {
  const database = await startDatabase();
  const environment = await newEnvironment({ database: database.url, ses: 'http://127.0.0.1:9' }, 2);
  const surroundings = surroundingsOf(environment);
  const { clock, log } = surroundings;
  const tables = wireTables(surroundings);
  const { showId, episodeId } = await publishExample(surroundings);
  const made = await announce(
    {
      catalog: tables.catalog('catalog'),
      announcements: tables.announcementRows('announcements'),
      compose: createComposer({ publicUrl: 'http://127.0.0.1:9999', now: () => clock.now() }),
      queues: { plan: async () => {} },
      clock,
      log,
    },
    showId,
    episodeId,
  );
  if (made.kind !== 'announced') throw new Error(`the example was ${made.kind}`);
  await fillSubscribers(createDynamoClient(environment), showId, subscribers);
  const planner = fork(fileURLToPath(import.meta.url), ['--plan', made.announcementId], {
    env: { ...process.env, ...environment },
    execArgv: ['--expose-gc'],
  });
  const [message] = await once(planner, 'message');
  await database.stop();
  return Measured.parse(message);
};

const planHere = async (id: string): Promise<Measured> => {
  const surroundings = surroundingsOf(process.env);
  const tables = wireTables(surroundings);
  const announcements = tables.announcements('announcements', RETENTION_DAYS);
  const announcementId = AnnouncementId.parse(id);
  const deps = {
    announcements,
    audience: tables.subscribers('subscribers'),
    queues: { plan: async () => {}, send: async () => {} },
    clock: surroundings.clock,
    log: surroundings.log,
  };
  // The first connection and the code that the first call loads are there whatever the audience.
  await announcements.read(announcementId);
  const memory = watchMemory();
  const began = performance.now();
  const planned = await plan(deps, announcementId, context.getRemainingTimeInMillis);
  const seconds = (performance.now() - began) / 1000;
  if (planned.kind !== 'planned') throw new Error(`the plan is ${planned.kind}`);
  return { audience: planned.audience, seconds, megabytesMore: memory.megabytesMore() };
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      small: { type: 'string', default: '10000' },
      large: { type: 'string', default: '100000' },
      plan: { type: 'string' },
    },
  });
  if (values.plan !== undefined) {
    process.send?.(await planHere(values.plan));
    return process.disconnect?.();
  }
  const small = await measure(Number(values.small));
  const large = await measure(Number(values.large));
  const named = (count: number) => count.toLocaleString('en');
  give({
    title: 'Planning',
    method: [
      'From the planner’s start to its last batch, the sealing read of all batches included, against a DynamoDB in a process of its own. Memory is what the planner’s process grew by.',
    ],
    figures: [
      { what: `planning ${named(small.audience)}`, value: small.seconds, unit: 's' },
      { what: `planning ${named(large.audience)}`, value: large.seconds, unit: 's' },
      {
        what: `${named(large.audience)} beside ${named(small.audience)}`,
        value: large.seconds / small.seconds,
        unit: 'times as long',
        bar: { atMost: (1.1 * large.audience) / small.audience },
      },
      { what: `memory for ${named(small.audience)}`, value: small.megabytesMore, unit: 'MB more' },
      {
        what: `memory for ${named(large.audience)}`,
        value: large.megabytesMore,
        unit: 'MB more',
        bar: { atMost: 64 },
      },
    ],
  });
};

await main();
