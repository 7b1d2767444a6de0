import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { noCounts } from '../lambdas/subscribers/import/run.ts';

const count = z.int().min(0);
const Counts = z.strictObject(
  Object.fromEntries(Object.keys(noCounts).map((name) => [name, count])) as Record<
    keyof typeof noCounts,
    typeof count
  >,
);

/** What an interrupted import leaves behind: how far it came, and of which import. It holds no address. */
const Checkpoint = z.strictObject({ import: z.string(), counts: Counts, reportBytes: count });
export type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * Names one import: the file as it is, where to, and how it is read. A checkpoint of any other import is not
 * followed: its record numbers mean nothing here.
 */
export const importName = async (path: string, rules: unknown): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(rules));
  const file = await open(path);
  try {
    // One buffer for all of it: a stream would leave the whole file behind as garbage.
    const buffer = Buffer.alloc(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, null);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex').slice(0, 32);
};

const PIECE_BYTES = 262_144;

/** A damaged checkpoint, and one of another import, count as none: every record is decided anew. */
export const readCheckpoint = async (
  path: string,
  name: string,
): Promise<Checkpoint | 'of another import' | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const read = Checkpoint.safeParse(json(text));
  return read.success && read.data.import === name ? read.data : 'of another import';
};

/** Whole or not at all: a crash while writing leaves the one before. */
export const writeCheckpoint = async (path: string, checkpoint: Checkpoint): Promise<void> => {
  await writeFile(`${path}.new`, JSON.stringify(checkpoint));
  await rename(`${path}.new`, path);
};

export const removeCheckpoint = (path: string): Promise<void> => rm(path, { force: true });

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
