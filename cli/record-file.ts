import { readFile, stat } from 'node:fs/promises';
import { AnnouncerError } from '../lambdas/errors.ts';

/** Far above what a record may hold (64 KB of text), and far below what would trouble the machine. */
const MAX_FILE_BYTES = 1_000_000;

/** Reads a record as a person wrote it: YAML, of which JSON is a part. `-` is the standard input. */
export const readRecordFile = async (path: string, stdin: AsyncIterable<Uint8Array>): Promise<unknown> => {
  const text = decoded(path, path === '-' ? await bytesOf(stdin) : await fileBytes(path));
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true, stringKeys: true });
  // A warning is a tag that YAML does not know: what it would be taken for is not what was meant.
  const found = [...document.errors, ...document.warnings];
  if (found.length > 0) throw unreadable(path, found.slice(0, MOST_FAULTS).map(explained));
  try {
    return document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases of aliases that would fill the memory.
    throw unreadable(path, [error instanceof Error ? error.message : String(error)]);
  }
};

/** One mistake can make every line after it look wrong. */
const MOST_FAULTS = 5;

const unreadable = (path: string, faults: readonly string[]): AnnouncerError =>
  new AnnouncerError(
    'InvalidRecord',
    [`${path} is no YAML or JSON:`, ...faults.map((fault) => `  ${fault.replaceAll('\n', '\n  ')}`)].join(
      '\n',
    ),
  );

/** YAML's own message with the line it is about, and what to do where the message does not say. */
const explained = ({ code, message }: { readonly code: string; readonly message: string }): string => {
  if (code === 'MULTIPLE_DOCS')
    return 'it holds more than one record ("---" begins the next): one file, one record';
  return [message.trimEnd().replaceAll(/\n+/g, '\n'), ADVICE[code] ?? []].flat().join('\n');
};

const ADVICE: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'Text that holds ": " needs quotes around it: title: "Episode 5: The sea"',
  BAD_SCALAR_START: 'Text that begins with this character needs quotes around it.',
  RESOURCE_EXHAUSTION: 'It is nested more deeply than any record.',
  TAG_RESOLVE_FAILED: 'Text that begins with "!" needs quotes around it.',
};

/** Anything but UTF-8 would be read as something else than what was written, and mailed so. */
const decoded = (path: string, bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AnnouncerError('InvalidRecord', `${path} is not UTF-8 text: save it as UTF-8`);
  }
};

const fileBytes = async (path: string): Promise<Uint8Array> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new AnnouncerError('Usage', `no file ${path}`);
  if (!found.isFile()) throw new AnnouncerError('Usage', `${path} is not a file`);
  if (found.size > MAX_FILE_BYTES)
    throw new AnnouncerError(
      'InvalidRecord',
      `${path} has ${found.size} bytes; a record has at most ${MAX_FILE_BYTES}`,
    );
  return readFile(path);
};

const bytesOf = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > MAX_FILE_BYTES)
      throw new AnnouncerError(
        'InvalidRecord',
        `standard input: a record has at most ${MAX_FILE_BYTES} bytes`,
      );
    parts.push(part);
  }
  return Buffer.concat(parts);
};
