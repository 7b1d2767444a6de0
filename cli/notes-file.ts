import { readFile, stat } from 'node:fs/promises';
import { AnnouncerError } from '../lambdas/errors.ts';
import { decode } from '../lambdas/episodes/feeds/decode.ts';

/** An audiobook's worth of notes. Drawing a draft from this much takes seconds. */
const MAX_BYTES = 5_000_000;

/** The text of a file of show notes, in whatever encoding it is. `-` is the standard input. */
export const readNotesFile = async (path: string, stdin: AsyncIterable<Uint8Array>): Promise<string> => {
  const bytes = path === '-' ? await bytesOf(stdin) : await fileBytes(path);
  const what = documentKindOf(bytes);
  if (what !== undefined)
    throw new AnnouncerError(
      'InvalidRecord',
      `${path === '-' ? 'standard input' : path} is ${what}, not text: save the notes as plain text, Markdown or HTML`,
    );
  return decode(bytes);
};

/** What people have notes in that is no text. It would make a draft of noise. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a Word document or another archive'],
  ['\u00D0\u00CF\u0011\u00E0', 'an old Word document'],
  ['{\\rtf', 'a document in rich text format'],
  ['\u0089PNG', 'a picture'],
  ['\u00FF\u00D8\u00FF', 'a picture'],
  ['GIF8', 'a picture'],
  ['ID3', 'a recording'],
  ['\u001F\u008B', 'a compressed file'],
];

const documentKindOf = (bytes: Uint8Array): string | undefined => {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1];
};

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
