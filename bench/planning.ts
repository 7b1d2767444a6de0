// Planning 10,000 and 100,000 subscribers: time, and memory that must not grow with the audience.
//
//   node bench/planning.ts [--small 10000] [--large 100000]
import { once } from 'node:events';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { announce } from '../lambdas/announcements/announce.ts';
import { createDynamoClient } from '../lambdas/aws/clients.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { startDatabase } from './child.ts';
import { give } from './report.ts';
import { fillSubscribers, newEnvironment, publishExample, surroundingsOf } from './world.ts';

const Measured = z.object({ audience: z.number(), seconds: z.number(), peakMegabytes: z.number() });
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
  await fillSubscribers(createDynamoClient({ environment }), showId, subscribers);
  const planner = fork(fileURLToPath(new URL('./planner.ts', import.meta.url)), [made.announcementId], {
    env: { ...process.env, ...environment },
    // As lib/constructs/handler-function.ts sets it.
    execArgv: ['--max-semi-space-size=8'],
  });
  const [message] = await once(planner, 'message');
  await database.stop();
  return Measured.parse(message);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      small: { type: 'string', default: '10000' },
      large: { type: 'string', default: '100000' },
    },
  });
  const small = await measure(Number(values.small));
  const large = await measure(Number(values.large));
  const named = (count: number) => count.toLocaleString('en');
  give({
    title: 'Planning',
    method: [
      'From the planner’s start to its last batch, the sealing read of all batches included, against a DynamoDB in a process of its own. Memory is the most that the planner’s process had; most of what it grows by is garbage not yet collected.',
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
      { what: `memory for ${named(small.audience)}`, value: small.peakMegabytes, unit: 'MB' },
      { what: `memory for ${named(large.audience)}`, value: large.peakMegabytes, unit: 'MB' },
      {
        what: `${named(large.audience)} beside ${named(small.audience)}`,
        value: large.peakMegabytes - small.peakMegabytes,
        unit: 'MB more',
        bar: { atMost: 64 },
      },
    ],
  });
};

await main();
