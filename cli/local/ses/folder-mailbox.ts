import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptMessage, listed, type Mailbox } from './mailbox.ts';

/** Rewriting the index for each message that goes would take longer than everything else about a new one. */
const REWRITTEN_AFTER = 1_000;

/**
 * Keeps each message as `<number>.eml`, which mail programs open, and a line about it in `index.jsonl`. The file is
 * written before its line; a line whose file is gone, and a torn last line, are left out.
 */
export const createFolderMailbox = (folder: string): Mailbox => {
  mkdirSync(folder, { recursive: true });
  const index = join(folder, 'index.jsonl');
  const file = (number: number): string => join(folder, `${number}.eml`);
  const indexed = readIndex(index);
  const kept = new Map(
    indexed.filter(({ number }) => existsSync(file(number))).map((message) => [message.number, message]),
  );
  let next = indexed.reduce((last, { number }) => Math.max(last, number), 0) + 1;
  let gone = 0;
  const rewriteIndex = (): void => writeFileSync(index, [...kept.values()].map(line).join(''));
  // A torn last line would swallow the one appended after it.
  rewriteIndex();
  return {
    add(message, raw) {
      const numbered = { ...message, number: next };
      writeFileSync(file(next), raw);
      appendFileSync(index, line(numbered));
      kept.set(next, numbered);
      next += 1;
    },
    list: (filter) => listed([...kept.values()], filter),
    read(number) {
      const message = kept.get(number);
      if (message === undefined || !existsSync(file(number))) return undefined;
      return { message, raw: readFileSync(file(number)) };
    },
    clear() {
      for (const number of kept.keys()) rmSync(file(number), { force: true });
      kept.clear();
      rewriteIndex();
    },
    trim(most) {
      for (const number of kept.keys()) {
        if (kept.size <= most) break;
        rmSync(file(number), { force: true });
        kept.delete(number);
        gone += 1;
      }
      if (gone < REWRITTEN_AFTER) return;
      gone = 0;
      rewriteIndex();
    },
  };
};

const line = (message: KeptMessage): string => `${JSON.stringify(message)}\n`;

const readIndex = (index: string): readonly KeptMessage[] =>
  existsSync(index)
    ? readFileSync(index, 'utf8')
        .split('\n')
        .flatMap((text) => {
          const read = KeptMessage.safeParse(json(text));
          return read.success ? [read.data] : [];
        })
    : [];

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
