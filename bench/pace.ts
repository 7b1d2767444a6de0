// The pace of several senders, each in a process of its own, by the SES endpoint's own record.
//
//   node bench/pace.ts [--seconds 20]
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { announce } from '../lambdas/announcements/announce.ts';
import { MAX_BATCH, newBatch } from '../lambdas/announcements/batch.ts';
import { PERMITTED } from '../lambdas/announcements/pace.ts';
import { createDynamoClient } from '../lambdas/aws/clients.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { startDatabase, startSes } from './child.ts';
import { give } from './report.ts';
import { fillSubscribers, newEnvironment, publishExample, RETENTION_DAYS, surroundingsOf } from './world.ts';

const Record = z.object({
  refused: z.record(z.string(), z.number()),
  acceptances: z.array(z.object({ at: z.number() })),
});

type Paced = {
  readonly rate: number;
  readonly senders: number;
  readonly most: number;
  /** The endpoint refuses what is above the rate, so that what is accepted alone would prove nothing. */
  readonly refused: number;
  readonly share: number;
};

const measure = async (rate: number, senders: number, seconds: number): Promise<Paced> => {
  const batches = Math.max(senders, Math.ceil((rate * PERMITTED * seconds) / MAX_BATCH / senders) * senders);
  const database = await startDatabase();
  // The endpoint itself refuses what is above the rate it tells; a little more lets what is above be seen.
  const ses = await startSes({ maxSendRate: rate });
  const environment = await newEnvironment({ database: database.url, ses: ses.url }, senders);
  const id = await prepare(environment, batches);
  const workers = Array.from({ length: senders }, (_, index) => {
    const numbers = Array.from({ length: batches / senders }, (_, turn) => turn * senders + index);
    return fork(
      fileURLToPath(new URL('./sender.ts', import.meta.url)),
      [id, ...numbers.map((number) => String(number))],
      { env: { ...process.env, ...environment } },
    );
  });
  await Promise.all(workers.map(ended));
  const record = Record.parse(await (await fetch(`${ses.url}/api/record`)).json());
  await Promise.all([database.stop(), ses.stop()]);
  const times = record.acceptances.map(({ at }) => at).toSorted((a, b) => a - b);
  if (times.length !== batches * MAX_BATCH)
    throw new Error(
      `${times.length} of ${batches * MAX_BATCH} were accepted: ${JSON.stringify(record.refused)}`,
    );
  return {
    rate,
    senders,
    most: mostInAnySecond(times),
    refused: record.refused['Throttling'] ?? 0,
    share: steadyRate(times) / (rate * PERMITTED),
  };
};

const ended = async (child: ChildProcess): Promise<void> => {
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`a sender ended with code ${String(code)}`);
};

const prepare = async (
  environment: Awaited<ReturnType<typeof newEnvironment>>,
  batches: number,
): Promise<string> => {
  const surroundings = surroundingsOf(environment);
  const { clock, log } = surroundings;
  const tables = wireTables(surroundings);
  const announcements = tables.announcements('announcements', RETENTION_DAYS);
  const { showId, episodeId } = await publishExample(surroundings);
  const made = await announce(
    {
      catalog: tables.catalog('catalog'),
      announcements,
      queues: { plan: async () => {} },
      compose: createComposer({ publicUrl: 'http://127.0.0.1:9999', now: () => clock.now() }),
      clock,
      log,
    },
    showId,
    episodeId,
  );
  if (made.kind !== 'announced') throw new Error(`the example was ${made.kind}`);
  await fillSubscribers(createDynamoClient({ environment }), showId, batches * MAX_BATCH);
  let number = 0;
  let members = [];
  for await (const { subscriberId } of tables.subscribers('subscribers').all(showId)) {
    members.push(subscriberId);
    if (members.length < MAX_BATCH) continue;
    await announcements.addBatch(newBatch(made.announcementId, number, members));
    number += 1;
    members = [];
  }
  return made.announcementId;
};

/** By a window that slides from message to message: a second is any second. */
const mostInAnySecond = (times: readonly number[]): number => {
  let first = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
};

/** Without the first two seconds, in which processes start, and the last two, in which some have ended. */
const steadyRate = (times: readonly number[]): number => {
  const from = (times[0] ?? 0) + 2000;
  const until = (times.at(-1) ?? 0) - 2000;
  return (times.filter((at) => at >= from && at < until).length * 1000) / (until - from);
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
  const measured: Paced[] = [];
  for (const rate of [14, 200])
    for (const senders of [2, 5]) measured.push(await measure(rate, senders, Number(values.seconds)));
  give({
    title: 'Pace',
    method: [
      `Senders in processes of their own, ${values.seconds} seconds each, by the times at which the SES endpoint accepted. The permitted pace is nine tenths of the rate; its share is taken without the first and last two seconds.`,
    ],
    figures: measured.flatMap(({ rate, senders, most, refused, share }) => [
      {
        what: `most in any second, at ${rate} a second with ${senders} senders`,
        value: most,
        unit: 'messages',
        bar: { atMost: rate },
      },
      {
        what: `refused for the rate, at ${rate} a second with ${senders} senders`,
        value: refused,
        unit: 'messages',
        bar: { atMost: 0 },
      },
      {
        what: `pace at ${rate} a second with ${senders} senders`,
        value: share,
        unit: 'of what is permitted',
        bar: { atLeast: 0.95 },
      },
    ]),
  });
};

await main();
