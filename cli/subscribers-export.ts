import type { Command } from 'commander';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { AnnouncerError } from '../lambdas/errors.ts';
import { OWN_COLUMNS, ownRowOf } from '../lambdas/subscribers/import/own-format.ts';
import type { SubscriberStore } from '../lambdas/subscribers/ports.ts';
import type { ShowId } from '../lambdas/ids.ts';
import { count, showNumber } from './output.ts';
import { type Cli, NO_ARGUMENTS, type Session } from './session.ts';
import { showIdOf } from './show-of.ts';

const Options = z.object({ output: z.string().min(1).optional() });

export const registerSubscribersExport = (subscribers: Command, cli: Cli): Command =>
  cli.verb(
    subscribers
      .command('export')
      .description(
        'write all subscribers of a show as CSV, consent records included; "import" reads it in again',
      )
      .option('--output <file>', 'write to this file instead of standard output'),
    { args: NO_ARGUMENTS, options: Options },
    async (session, _args, { output }) => {
      if (output === undefined && session.output.json)
        throw new AnnouncerError('Usage', 'an export is CSV: with --json, name a file for it with --output');
      const showId = await showIdOf(session);
      const store = await (await session.connection()).subscribers();
      if (output === undefined) {
        for await (const { text } of csvOf(store, showId)) session.output.raw(text);
        return;
      }
      const exported = await writeFile(session, csvOf(store, showId), output);
      session.output.result(
        { showId, exported, output },
        `${count(exported, 'subscriber')} of ${showId} in ${output}`,
      );
    },
  );

/** Text in pieces of some hundred rows: one row a write would spend its time in system calls. */
const ROWS_AT_ONCE = 500;

type Piece = { readonly text: string; readonly rows: number };

async function* csvOf(store: SubscriberStore, showId: ShowId): AsyncIterable<Piece> {
  const { stringify } = await import('csv-stringify/sync');
  yield { text: stringify([[...OWN_COLUMNS]]), rows: 0 };
  let rows: (readonly string[])[] = [];
  for await (const subscriber of store.all(showId)) {
    rows.push(ownRowOf(subscriber));
    if (rows.length < ROWS_AT_ONCE) continue;
    yield { text: stringify(rows.map((row) => [...row])), rows: rows.length };
    rows = [];
  }
  if (rows.length > 0) yield { text: stringify(rows.map((row) => [...row])), rows: rows.length };
}

/** Readable by its owner alone, for it holds addresses; and there only when it is whole. */
const writeFile = async (session: Session, pieces: AsyncIterable<Piece>, path: string): Promise<number> => {
  const progress = session.output.progress();
  const partial = `${path}.partial`;
  let exported = 0;
  const texts = async function* () {
    for await (const { text, rows } of pieces) {
      if (session.interrupted.aborted)
        throw new AnnouncerError('ImportRefused', 'interrupted: nothing was written');
      exported += rows;
      progress.show({ done: exported, detail: `${showNumber(exported)} subscribers` });
      yield text;
    }
  };
  try {
    await pipeline(Readable.from(texts()), createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, path);
    return exported;
  } finally {
    progress.end();
    await rm(partial, { force: true });
  }
};
