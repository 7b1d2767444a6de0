import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';

/** Real feeds and show notes. They are their publishers' texts: read here, never copied. */
export type Corpus = {
  bytes(path: string): Uint8Array;
  text(path: string): string;
  list(folder: string): readonly string[];
};

const folder = process.env['CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');

/**
 * Runs a suite where the corpus is. Elsewhere it says that it did not run; in CI that is a failure, because nobody
 * reads what a green run left out, unless CORPUS=none says that there is none to be had.
 */
export const withCorpus = (name: string, suite: (corpus: Corpus) => void): void => {
  if (existsSync(join(folder, 'INDEX.md'))) {
    describe(name, () => suite(corpusIn(folder)));
    return;
  }
  const missing = `cannot run: there is no corpus in ${folder}; set CORPUS to where its INDEX.md is`;
  if (process.env['CI'] === undefined || folder === 'none') {
    console.warn(`${name}: ${missing}`);
    describe.skip(`${name} (${missing})`, () => it('did not run'));
  } else
    describe(name, () =>
      it('finds the corpus', () => {
        throw new Error(missing);
      }),
    );
};

const corpusIn = (root: string): Corpus => ({
  bytes: (path) => readFileSync(join(root, path)),
  text: (path) => readFileSync(join(root, path), 'utf8'),
  list: (within) => readdirSync(join(root, within)).toSorted(),
});
