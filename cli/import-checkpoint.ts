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
const Checkpoint = z.strictObject({ import: z.string(), counts: Counts });
export type Checkpoint = z.infer<typeof Checkpoint>;

/**
 * Names one import: the file as it is, where to, and how it is read. A checkpoint of any other import is not
 * followed: its record numbers mean nothing here.
 */
export const importName = async (path: string, rules: unknown): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(rules));
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    hash.update(`${size}\0`).update(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
  return hash.digest('hex').slice(0, 32);
};

/** The checkpoint of this import, if there is one. A damaged one counts as none: records are decided anew. */
export const readCheckpoint = async (path: string, name: string): Promise<Checkpoint | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const read = Checkpoint.safeParse(json(text));
  return read.success && read.data.import === name ? read.data : undefined;
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
