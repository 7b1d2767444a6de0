import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptMessage, listed, type Mailbox } from './mailbox.ts';

/**
 * Keeps each message as `<number>.eml`, which mail programs open, and a line about it in `index.jsonl`.
 * The file is written before its line, so a line always has its file; a torn last line is left out.
 */
export const createFolderMailbox = (folder: string): Mailbox => {
  mkdirSync(folder, { recursive: true });
  const index = join(folder, 'index.jsonl');
  const kept = new Map(readIndex(index).map((message) => [message.number, message]));
  let next = Math.max(0, ...kept.keys()) + 1;
  const file = (number: number): string => join(folder, `${number}.eml`);
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
      return message === undefined ? undefined : { message, raw: readFileSync(file(number)) };
    },
    clear() {
      for (const number of kept.keys()) rmSync(file(number), { force: true });
      kept.clear();
      rewriteIndex();
    },
    trim(most) {
      if (kept.size <= most) return;
      for (const number of [...kept.keys()].slice(0, kept.size - most)) {
        rmSync(file(number), { force: true });
        kept.delete(number);
      }
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
