import { expect, test } from 'vitest';
import { FAULTS } from './fault-log.ts';
import { noReport, reportOf, sumOfReports } from './report.ts';
import { runSeed } from './run.ts';

/** The whole of it is `npm run simulate`; this many say at once when something is badly wrong. */
const SEEDS = 300;

test('every promise is kept, whatever is done to the system', async () => {
  let report = noReport;
  for (let seed = 1; seed <= SEEDS; seed += 1) report = sumOfReports(report, reportOf(await runSeed(seed)));
  expect(report.failures).toEqual([]);
  expect(report.accepted).toBeGreaterThan(SEEDS);
  const never = FAULTS.filter((kind) => report.faults[kind] === undefined);
  // Messages are tried again so often that few of them die.
  expect(never.filter((kind) => kind !== 'queue message dead-lettered')).toEqual([]);
}, 60_000);

test('a seed runs the same every time, to the last line of its trace', async () => {
  const traceOf = async (seed: number): Promise<readonly string[]> => {
    const lines: string[] = [];
    await runSeed(seed, {}, (line) => lines.push(line));
    return lines;
  };
  for (const seed of [3, 14, 159]) expect(await traceOf(seed)).toEqual(await traceOf(seed));
});

test('where nothing goes wrong nobody is left in doubt and everybody is mailed', async () => {
  let peaceful = 0;
  for (let seed = 1; seed <= 120; seed += 1) {
    const { faults, unknown, violations } = await runSeed(seed);
    if (faults.size > 0) continue;
    peaceful += 1;
    expect({ seed, unknown, violations }).toEqual({ seed, unknown: 0, violations: [] });
  }
  expect(peaceful).toBeGreaterThan(5);
});
