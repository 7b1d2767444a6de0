import { readFile, stat } from 'node:fs/promises';
import { AnnouncerError } from '../lambdas/errors.ts';

/** Far above what a record may hold (64 KB of text), and far below what would trouble the machine. */
const MAX_FILE_BYTES = 1_000_000;

/** Reads a record as a person wrote it: YAML, of which JSON is a part. `-` is the standard input. */
export const readRecordFile = async (path: string, stdin: AsyncIterable<Uint8Array>): Promise<unknown> => {
  const text = path === '-' ? await textOf(stdin) : await fileText(path);
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0)
    throw new AnnouncerError(
      'InvalidRecord',
      [
        `${path} is no YAML or JSON:`,
        ...document.errors.map(({ message }) => `  ${firstLine(message)}`),
      ].join('\n'),
    );
  return document.toJS();
};

const fileText = async (path: string): Promise<string> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new AnnouncerError('Usage', `no file ${path}`);
  if (!found.isFile()) throw new AnnouncerError('Usage', `${path} is not a file`);
  if (found.size > MAX_FILE_BYTES)
    throw new AnnouncerError(
      'InvalidRecord',
      `${path} has ${found.size} bytes; a record has at most ${MAX_FILE_BYTES}`,
    );
  return readFile(path, 'utf8');
};

const textOf = async (stream: AsyncIterable<Uint8Array>): Promise<string> => {
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
  return Buffer.concat(parts).toString('utf8');
};

const firstLine = (text: string): string => (text.split('\n', 1)[0] ?? text).replace(/:$/, '');
