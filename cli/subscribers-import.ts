import type { Command } from 'commander';
import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import { AnnouncerError } from '../lambdas/errors.ts';
import { MEANINGS, STANDINGS } from '../lambdas/subscribers/import/formats.ts';
import {
  type ImportDeps,
  type ImportEnd,
  importRecords,
  noCounts,
} from '../lambdas/subscribers/import/run.ts';
import type { SubscriberStore } from '../lambdas/subscribers/ports.ts';
import type { CsvFile } from './csv-file.ts';
import { EXIT } from './exit-codes.ts';
import { importName, readCheckpoint, removeCheckpoint, writeCheckpoint } from './import-checkpoint.ts';
import { describeReading, importItems, type Recognised, recogniseFile } from './import-items.ts';
import { ImportOptions, mappingOf, modeOf } from './import-options.ts';
import { createBadLineReport, createImportProgress, importSummary } from './import-summary.ts';
import { count } from './output.ts';
import type { Cli, Session } from './session.ts';
import { loadShow } from './show-of.ts';

export const registerSubscribersImport = (subscribers: Command, cli: Cli): Command =>
  cli.verb(
    subscribers
      .command('import')
      .description(
        'import a CSV export of Mailchimp, Substack, Ghost, Buttondown, listmonk, beehiiv or ourselves',
      )
      .argument('<file>', 'the CSV file, with column names in its first line')
      .option(
        '--confirmed',
        'they have agreed already; without it everybody is sent a mail that asks them to confirm',
      )
      .option(
        '--source <text>',
        'where their consent came from, e.g. "Mailchimp, form on example.com, 2019-2026"',
      )
      .option(
        '--column <meaning=column...>',
        'read a meaning from this column; an empty column leaves it out',
      )
      .option('--status <word=standing>', 'what a word of the status column means', collect)
      .option('--dates <order>', 'how the file writes 31/01/2024: day-first or month-first')
      .option('--report <file>', 'where the lines left out are listed (default: FILE.left-out.csv)')
      .option('--checkpoint <file>', 'where an interrupted import is kept (default: FILE.import.json)')
      .option('--restart', 'begin at the first line although a checkpoint is there')
      .option('--dry-run', 'read the whole file and say what would come of it; write and mail nothing')
      .addHelpText(
        'after',
        `
Meanings of columns: ${MEANINGS.join(', ')}
Standings: ${STANDINGS.join(', ')}

People who left or bounced come in as such and are never mailed. An import does not bring back
whoever left or was erased here. The same file twice changes nothing; after Ctrl-C or a crash the
same command goes on where it stopped.`,
      ),
    { args: z.tuple([z.string()]), options: ImportOptions },
    async (session, [path], options) => {
      const { openCsv } = await import('./csv-file.ts');
      const file = await openCsv(path);
      const recognised = recogniseFile(file.header, mappingOf(options));
      const plan = { path, file, recognised, options, mode: modeOf(options, recognised, path) };
      introduce(session, plan);
      const end = await runImport(session, plan);
      conclude(session, plan, end);
    },
  );

/** An option that may be given several times. */
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

type ImportPlan = {
  readonly path: string;
  readonly file: CsvFile;
  readonly recognised: Recognised;
  readonly options: ImportOptions;
  readonly mode: ReturnType<typeof modeOf>;
};

const introduce = (session: Session, { path, file, recognised, mode }: ImportPlan): void => {
  if (recognised.kind === 'own') {
    session.output.note(`${path} is our own export: everybody comes in with the consent recorded in it.`);
    return;
  }
  session.output.note(`${path} is read as ${describeReading(file.header, recognised.reading)}.`);
  if (recognised.reading.format.caution !== undefined)
    session.output.warn(`Mind: ${recognised.reading.format.caution}.`);
  if (mode.kind === 'ask')
    session.output.note(
      'Everybody active in it is sent a mail that asks them to confirm, at the pace SES permits.',
    );
};

/** Each write is a request of its own; more of them at once than this gain nothing. */
const AT_ONCE = 48;
const CHUNK = 1000;

const runImport = async (session: Session, plan: ImportPlan): Promise<ImportEnd> => {
  // Records live for milliseconds. V8 answers to so much short-lived garbage with a nursery of 100 MB and more.
  setFlagsFromString('--semi-space-growth-factor=1');
  const { path, file, options, mode } = plan;
  const connection = await session.connection();
  const show = await loadShow(session);
  const { showId } = show;
  const name = await importName(path, [
    connection.where,
    showId,
    mode,
    options.column,
    options.status,
    options.dates,
  ]);
  const checkpoint = checkpointOf(plan);
  const found = options.restart || options.dryRun ? undefined : await readCheckpoint(checkpoint, name);
  if (found === 'of another import')
    session.output.note(
      `Not going on from ${checkpoint}: the file or the command was another one then. Beginning at the first ` +
        'line; who is here already stays as they are.',
    );
  const kept = found === 'of another import' ? undefined : found;
  if (kept !== undefined)
    session.output.note(
      `Going on after ${count(kept.counts.records, 'record')}, where the last run stopped.`,
    );

  const before = kept?.counts ?? noCounts;
  const report = await createBadLineReport(options.report ?? `${path}.left-out.csv`, kept?.reportBytes ?? 0);
  const began = session.clock.now();
  let read = 0;
  const progress = createImportProgress(session, file.bytes);
  const items = importItems(
    file.records((bytes) => (read = bytes)),
    {
      header: file.header,
      recognised: plan.recognised,
      showId,
      keys: await connection.keys(),
      mode,
      now: began,
    },
  );
  const asking = mode.kind === 'ask' && !options.dryRun;
  const deps = await depsOf(session, show, plan);
  try {
    const end = await importRecords(deps, after(items, before.records), {
      showId,
      atOnce: asking ? 1 : AT_ONCE,
      chunk: asking ? 1 : CHUNK,
      counts: before,
      interrupted: session.interrupted,
      cutOffAt: kept?.counts.records,
      checkpoint: async (counts, bad) => {
        const reportBytes = await report.add(bad);
        if (!options.dryRun) await writeCheckpoint(checkpoint, { import: name, counts, reportBytes });
        progress.show(counts, read);
      },
    });
    if (end.kind === 'done') await removeCheckpoint(checkpoint);
    return end;
  } finally {
    progress.end();
    await deps.close();
  }
};

const checkpointOf = ({ path, options }: ImportPlan): string => options.checkpoint ?? `${path}.import.json`;

const depsOf = async (
  session: Session,
  show: Awaited<ReturnType<typeof loadShow>>,
  { mode, options }: ImportPlan,
): Promise<ImportDeps & { close(): Promise<void> }> => {
  const { clock } = session;
  const connection = await session.connection();
  const subscribers = await connection.subscribers();
  const nobody = { ask: async () => ({ kind: 'asked' }) as const, close: async () => {} };
  if (options.dryRun) return { ...nobody, clock, subscribers: unwritten(subscribers) };
  if (mode.kind === 'confirmed') return { clock, subscribers, ...nobody };
  // Composing mail takes a while to load, and only who asks needs it.
  const { createAsking } = await import('./import-asking.ts');
  return { clock, subscribers, ...(await createAsking(session, show, mode.source)) };
};

/** Answers as the rows would that are there; nothing is written. */
const unwritten = (subscribers: SubscriberStore): SubscriberStore => ({
  ...subscribers,
  write: async ({ showId, subscriberId }, revisionWas) =>
    revisionWas === 'none' && (await subscribers.read(showId, subscriberId)) !== undefined
      ? 'changed meanwhile'
      : 'written',
});

/** Leaves out the records that an earlier run has done. */
async function* after<T>(items: AsyncIterable<T>, records: number): AsyncIterable<T> {
  let passed = 0;
  for await (const item of items) {
    passed += 1;
    if (passed > records) yield item;
  }
}

const conclude = (session: Session, plan: ImportPlan, end: ImportEnd): void => {
  const { counts } = end;
  const { dryRun, report = `${plan.path}.left-out.csv` } = plan.options;
  session.output.result({ end: end.kind, ...counts, ...(counts.bad > 0 && { report }) }, () =>
    importSummary(counts, { dryRun, report }),
  );
  if (end.kind === 'done') {
    if (counts.bad > 0) session.setExit(EXIT.partly);
    return;
  }
  if (end.kind === 'interrupted' || session.interrupted.aborted) {
    session.output.note('Interrupted. The same command goes on from here.');
    session.setExit(EXIT.interrupted);
    return;
  }
  throw new AnnouncerError('ImportRefused', `stopped: ${end.reason}; the same command goes on from here`);
};
