// An announcement from publish to closed, unthrottled, to 10,000 and to 100,000: time and memory.
//
//   node bench/announcement.ts [--small 10000] [--large 100000]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createDynamoClient } from '../lambdas/aws/clients.ts';
import { startDatabase, startSes } from './child.ts';
import { give } from './report.ts';
import { fillSubscribers, newEnvironment, publishExample, surroundingsOf } from './world.ts';

const Measured = z.object({
  accepted: z.number(),
  unknown: z.number(),
  seconds: z.number(),
  peakMegabytes: z.number(),
});
type Measured = z.infer<typeof Measured>;

/** The fewest that SQS lets run at once. */
const SENDERS = 2;

const measure = async (subscribers: number): Promise<Measured> => {
  const database = await startDatabase();
  const ses = await startSes({ maxSendRate: 1_000_000 });
  const environment = await newEnvironment({ database: database.url, ses: ses.url }, SENDERS);
  const { showId, episodeId } = await publishExample(surroundingsOf(environment));
  await fillSubscribers(createDynamoClient({ environment }), showId, subscribers);
  const runner = fork(fileURLToPath(new URL('./announcer.ts', import.meta.url)), [showId, episodeId], {
    env: { ...process.env, ...environment },
    // As lib/constructs/handler-function.ts sets it.
    execArgv: ['--max-semi-space-size=8'],
  });
  const [message] = await once(runner, 'message');
  const counts = await (await fetch(`${ses.url}/api/record/counts`)).json();
  await Promise.all([database.stop(), ses.stop()]);
  const measured = Measured.parse(message);
  if (measured.accepted + measured.unknown !== subscribers)
    throw new Error(
      `${measured.accepted} of ${subscribers} were accepted; SES says ${JSON.stringify(counts)}`,
    );
  return measured;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { small: { type: 'string', default: '10000' }, large: { type: 'string', default: '100000' } },
  });
  const sizes = { small: Number(values.small), large: Number(values.large) };
  const small = await measure(sizes.small);
  const large = await measure(sizes.large);
  const named = (count: number) => count.toLocaleString('en');
  give({
    title: 'An announcement from publish to closed',
    method: [
      `Announce, plan, and ${SENDERS} senders in one process; the SES endpoint and the table in theirs; no pace to keep. Everybody was accepted, by the ledger.`,
    ],
    figures: [
      { what: `to ${named(sizes.small)}`, value: small.seconds, unit: 's' },
      { what: `to ${named(sizes.large)}`, value: large.seconds, unit: 's' },
      {
        what: `${named(sizes.large)} beside ${named(sizes.small)}`,
        value: large.seconds / small.seconds,
        unit: 'times as long',
        bar: { atMost: (1.1 * sizes.large) / sizes.small },
      },
      { what: `rate to ${named(sizes.large)}`, value: sizes.large / large.seconds, unit: 'messages/s' },
      { what: `memory to ${named(sizes.small)}`, value: small.peakMegabytes, unit: 'MB' },
      { what: `memory to ${named(sizes.large)}`, value: large.peakMegabytes, unit: 'MB' },
    ],
  });
};

await main();
