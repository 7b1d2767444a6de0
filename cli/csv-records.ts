import { createReadStream } from 'node:fs';
import { CsvError, type Parser, parse } from 'csv-parse';

export type CsvRecord =
  | { readonly kind: 'record'; readonly line: number; readonly values: readonly string[] }
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string };

/** `line` counts the lines before this place. */
type Place = { readonly byte: number; readonly line: number };

/** A line of a subscriber export has hundreds of bytes; far more means a quote that was never closed. */
const MAX_RECORD_BYTES = 100_000;

export type CsvShape = {
  readonly from: Place;
  readonly delimiter: string;
  /** Columns of every record, once they are known. */
  readonly width?: number;
};

/**
 * The records of a CSV file. A quote that is opened and never closed would swallow the lines that follow: that
 * line is reported as broken, and reading goes on with the line after it.
 */
export async function* csvRecords(
  path: string,
  shape: CsvShape,
  onBytes: (read: number) => void,
): AsyncIterable<CsvRecord> {
  let from: Place | undefined = shape.from;
  while (from !== undefined) {
    const broken = yield* recordsUntilBroken(path, { ...shape, from }, onBytes);
    if (broken === undefined) return;
    const { line, next } = await lineAt(path, broken);
    yield { kind: 'broken', line, reason: 'a quote is opened in this line and not closed' };
    from = next;
  }
}

/** Gives the place where a record begins that does not end, if there is one. */
async function* recordsUntilBroken(
  path: string,
  { from, delimiter, width }: CsvShape,
  onBytes: (read: number) => void,
): AsyncGenerator<CsvRecord, Place | undefined> {
  // The parser hands its records over here instead of buffering them, so that an error loses none before it.
  let ready: CsvRecord[] = [];
  let end = from;
  let emptyLines = 0;
  let swallowed = false;
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (values: string[], { bytes, empty_lines }) => {
      const breaks = breaksIn(values);
      const wrong = width !== undefined && values.length !== width;
      // Several lines in one record: if it does not fit, or a quote is left over, their quotes met by accident.
      swallowed ||= breaks > 0 && (wrong || values.some(isLeftOpen));
      if (swallowed) return null;
      // The parser's own count takes a quoted CR LF for two lines.
      end = { byte: from.byte + bytes, line: end.line + (empty_lines - emptyLines) + breaks + 1 };
      emptyLines = empty_lines;
      ready.push(
        wrong
          ? { kind: 'broken', line: end.line, reason: widthFault(values.length, width) }
          : { kind: 'record', line: end.line - breaks, values },
      );
      return null;
    },
  });
  parser.on('error', () => {}).resume();
  try {
    for await (const chunk of createReadStream(path, { start: from.byte })) {
      const error = await written(parser, chunk);
      yield* ready;
      ready = [];
      onBytes(end.byte);
      if (swallowed || error !== undefined) return end;
    }
    const error = await ended(parser);
    yield* ready;
    return swallowed || error !== undefined ? end : undefined;
  } finally {
    parser.destroy();
  }
}

const widthFault = (values: number, width: number): string =>
  `${values} values where the first line names ${width} columns`;

const written = (parser: Parser, chunk: Buffer): Promise<CsvError | undefined> =>
  new Promise((resolve, reject) => {
    parser.write(chunk, (error) => (isUnclosed(error) ? resolve(error ?? undefined) : reject(error)));
  });

const ended = (parser: Parser): Promise<CsvError | undefined> =>
  new Promise((resolve, reject) => {
    parser.once('end', () => resolve(undefined));
    parser.once('error', (error) => (isUnclosed(error) ? resolve(error) : reject(error)));
    parser.end();
  });

/** With quotes and column counts relaxed, nothing else can go wrong in a CSV file. */
const isUnclosed = (error: Error | null | undefined): error is CsvError | null | undefined =>
  error === null ||
  error === undefined ||
  (error instanceof CsvError &&
    (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'));

/** A record that spans lines is named by its first one. */
const breaksIn = (values: readonly string[]): number =>
  values.reduce((sum, value) => (value.includes('\n') ? sum + value.split('\n').length - 1 : sum), 0);

/** Relaxed about a quote that does not close, the parser leaves it standing before the value. */
const isLeftOpen = (value: string): boolean => value.startsWith('"') && value.includes('\n');

const NEW_LINE = 0x0a;
const RETURN = 0x0d;

/** The number of the first line with something in it at or after a place, and where the line after it begins. */
const lineAt = async (
  path: string,
  place: Place,
): Promise<{ readonly line: number; readonly next: Place | undefined }> => {
  let { byte, line } = place;
  let begun = false;
  for await (const chunk of createReadStream(path, { start: place.byte }) as AsyncIterable<Buffer>)
    for (const value of chunk) {
      byte += 1;
      if (value === NEW_LINE) {
        line += 1;
        if (begun) return { line, next: { byte, line } };
      } else if (value !== RETURN) begun = true;
    }
  return { line: line + 1, next: undefined };
};
