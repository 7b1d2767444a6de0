import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { z } from 'zod';
import { AnnouncerError } from '../../lambdas/errors.ts';
import { describeFaults, parse } from '../../lambdas/faults.ts';
import { fileFailure } from '../file-failure.ts';

export const wholeNumber = (from: number, to: number) => {
  const rule = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number(rule).int(rule).min(from, rule).max(to, rule);
};

/** @throws AnnouncerError `Usage` with every fault of the command line. */
export const readCommandLine = <S extends z.ZodType>(
  schema: S,
  options: ParseArgsOptionsConfig,
  args: readonly string[],
): z.output<S> => {
  const read = parse(schema, parsed(options, args));
  if (read.ok) return read.value;
  const faults = read.faults.map((fault) => ({ ...fault, field: `--${fault.field}` }));
  throw new AnnouncerError('Usage', describeFaults('command line', faults), { faults });
};

const parsed = (options: ParseArgsOptionsConfig, args: readonly string[]): unknown => {
  try {
    return parseArgs({ options, args: [...args] }).values;
  } catch (error) {
    throw new AnnouncerError('Usage', error instanceof Error ? error.message : String(error));
  }
};

/**
 * Runs a script to its end. What a person can do something about is printed as its text alone; a wrong command
 * line gets the usage and status 2, everything else status 1.
 */
export const runScript = async (usage: string, main: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await main();
  } catch (error) {
    const isUsage = error instanceof AnnouncerError && error.code === 'Usage';
    console.error(error instanceof AnnouncerError ? error.message : (fileFailure(error) ?? error));
    if (isUsage) console.error(`\n${usage}`);
    process.exitCode = isUsage ? 2 : 1;
  }
};
