import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { describeFaults, parse } from '../../lambdas/faults.ts';
import { describeReport, noReport, type Report, sumOfReports } from './report.ts';
import { runSeed } from './run.ts';
import type { Stretch } from './worker.ts';
import { protocolNamed, WRONG_PROTOCOLS } from './wrong-protocols/catalogue.ts';

const USAGE = `npm run simulate -- [--seeds N] [--seed S] [--wrong NAME]
  --seeds N    runs N seeds (2000), from --seed on
  --seed S     the first seed (1); alone it runs that one and prints what happened
  --wrong NAME runs a wrong protocol instead: ${WRONG_PROTOCOLS.map(({ name }) => `"${name}"`).join(', ')}`;

const wholeNumber = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(0)
  .max(2 ** 31);
const Options = z.object({
  seeds: wholeNumber.min(1, 'must be 1 or more').optional(),
  seed: wholeNumber.optional(),
  wrong: z
    .string()
    .refine((name) => protocolNamed(name) !== undefined, 'is none of the wrong protocols')
    .optional(),
});
type Options = z.infer<typeof Options>;

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return 2;
  const { seed = 1, wrong } = options;
  if (options.seeds === undefined && options.seed !== undefined) return replay(seed, wrong);
  const started = performance.now();
  const report = await runAll({ from: seed, seeds: options.seeds ?? 2000, wrong });
  console.log(describeReport(report, (performance.now() - started) / 1000));
  const [first] = report.failures;
  if (first === undefined) return 0;
  console.log(`\nThe first of them, seed ${first.seed}:\n`);
  await replay(first.seed, wrong);
  return 1;
};

const readOptions = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { seeds: { type: 'string' }, seed: { type: 'string' }, wrong: { type: 'string' } },
    });
    const options = parse(Options, { ...values });
    if (options.ok) return options.value;
    console.error(`${describeFaults('options', options.faults)}\n\n${USAGE}`);
  } catch (error) {
    console.error(`${String(error)}\n\n${USAGE}`);
  }
  return undefined;
};

/** One seed, told from its first moment: what was done to it, what the processes did, which promise broke. */
const replay = async (seed: number, wrong: string | undefined): Promise<number> => {
  const { violations } = await runSeed(seed, protocolNamed(wrong), console.log);
  console.log('');
  if (violations.length === 0) console.log(`Seed ${seed} keeps every promise.`);
  for (const { check, what } of violations) console.log(`${check}: ${what}`);
  const name = wrong === undefined ? '' : ` --wrong "${wrong}"`;
  console.log(`\nTo see this again: npm run simulate -- --seed ${seed}${name}`);
  return violations.length === 0 ? 0 : 1;
};

/** Short enough to keep every core at work to the end, long enough that handing out costs nothing. */
const STRETCH = 100;

const runAll = async ({ from, seeds, wrong }: Stretch): Promise<Report> => {
  let report = noReport;
  let next = from;
  const end = from + seeds;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    try {
      while (next < end) {
        const stretch: Stretch = { from: next, seeds: Math.min(STRETCH, end - next), wrong };
        next += stretch.seeds;
        const part = await answerOf(worker, stretch);
        report = sumOfReports(report, part);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), Math.ceil(seeds / STRETCH)) }, work),
  );
  return report;
};

const answerOf = (worker: Worker, stretch: Stretch): Promise<Report> =>
  new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (report: Report) => {
      worker.off('error', reject);
      resolve(report);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    worker.postMessage(stretch);
  });

process.exitCode = await main();
