import { appendFile, rm, truncate } from 'node:fs/promises';
import type { BadLine, ImportCounts } from '../lambdas/subscribers/import/run.ts';
import type { Session } from './session.ts';
import { count, showDuration, showNumber } from './output.ts';

/**
 * The report of the lines left out: number and reason, and nothing of what stands in them. `from`: how long it was
 * at the last checkpoint; what a run that was cut off wrote after it is written anew.
 */
export const createBadLineReport = async (path: string, from: number) => {
  let bytes = await beginAt(path, from);
  return {
    /** Gives the length of the report with these lines. */
    add: async (lines: readonly BadLine[]): Promise<number> => {
      if (lines.length === 0) return bytes;
      const { stringify } = await import('csv-stringify/sync');
      const head = bytes === 0 ? [['line', 'reason']] : [];
      const text = stringify([...head, ...lines.map(({ line, reason }) => [line, reason])]);
      await appendFile(path, text);
      bytes += Buffer.byteLength(text);
      return bytes;
    },
  };
};

const beginAt = async (path: string, bytes: number): Promise<number> => {
  if (bytes === 0) {
    await rm(path, { force: true });
    return 0;
  }
  try {
    await truncate(path, bytes);
    return bytes;
  } catch {
    // Moved away since: a new one begins.
    return 0;
  }
};

export const importSummary = (
  counts: ImportCounts,
  about: { readonly dryRun: boolean; readonly report: string },
): string => {
  const rows = ROWS.flatMap(([column, text]) =>
    counts[column] === 0 ? [] : [`  ${showNumber(counts[column]).padStart(11)}  ${text}`],
  );
  const head = `${count(counts.records, 'record')} ${about.dryRun ? 'read; nothing was written. It would be:' : 'done:'}`;
  const report = counts.bad === 0 ? [] : [`The lines left out, with their reasons: ${about.report}`];
  return [head, ...rows, ...report].join('\n');
};

const ROWS: readonly (readonly [keyof ImportCounts, string])[] = [
  ['confirmed', 'confirmed'],
  ['asked', 'asked to confirm, by mail'],
  ['pending', 'pending, as they were when exported'],
  ['unsubscribed', 'unsubscribed; never mailed'],
  ['suppressed', 'suppressed (bounced, complained or blocked); never mailed'],
  ['hereAlready', 'here already; unchanged'],
  ['leftHere', 'left or suppressed here; an import does not undo that'],
  ['erased', 'erased here at their wish; not imported'],
  ['neverConfirmed', 'never confirmed in the old system; left out (without --confirmed they are asked)'],
  ['bad', 'lines left out as faulty'],
];

/** The bar says how much of the file is done; beside it stand how many records, how fast, and the time left. */
export const createImportProgress = (session: Session, bytes: number) => {
  const progress = session.output.progress();
  // What an earlier run had done is passed over at once, and says nothing of the pace.
  let base: { readonly at: number; readonly records: number; readonly read: number } | undefined;
  return {
    show: (counts: ImportCounts, read: number): void => {
      base ??= { at: session.clock.now(), records: counts.records, read };
      const elapsed = session.clock.now() - base.at;
      const pace = elapsed > 0 ? ((counts.records - base.records) * 1000) / elapsed : 0;
      const left = read > base.read ? (elapsed * (bytes - read)) / (read - base.read) : undefined;
      progress.show({
        done: read,
        total: bytes,
        detail: [
          `${showNumber(counts.records)} records`,
          ...(counts.bad === 0 ? [] : [`${showNumber(counts.bad)} bad`]),
          ...(pace === 0 ? [] : [`${pace.toFixed(pace < 20 ? 1 : 0)} a second`]),
          ...(left === undefined || elapsed < 2000 ? [] : [`about ${showDuration(left)} left`]),
        ].join(', '),
      });
    },
    end: () => progress.end(),
  };
};
