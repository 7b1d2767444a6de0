import { readFile, stat } from 'node:fs/promises';
import { AnnouncerError } from '../lambdas/errors.ts';
import { decode } from '../lambdas/episodes/feeds/decode.ts';

/** An audiobook's worth of notes. Drawing a draft from this much takes seconds. */
const MAX_BYTES = 5_000_000;

/** The text of a file of show notes, in whatever encoding it is. `-` is the standard input. */
export const readNotesFile = async (path: string, stdin: AsyncIterable<Uint8Array>): Promise<string> =>
  decode(path === '-' ? await bytesOf(stdin) : await fileBytes(path));

const fileBytes = async (path: string): Promise<Uint8Array> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new AnnouncerError('Usage', `no file ${path}`);
  if (!found.isFile()) throw new AnnouncerError('Usage', `${path} is not a file`);
  if (found.size > MAX_BYTES) throw tooLong(path, found.size);
  return readFile(path);
};

const bytesOf = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > MAX_BYTES) throw tooLong('standard input', bytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
};

const tooLong = (what: string, bytes: number): AnnouncerError =>
  new AnnouncerError(
    'InvalidRecord',
    `${what} has ${bytes} bytes; show notes have at most ${MAX_BYTES}. Is it the right file?`,
  );
