import { open, stat } from 'node:fs/promises';
import { AnnouncerError } from '../lambdas/errors.ts';
import { type CsvRecord, csvRecords } from './csv-records.ts';

export type CsvFile = {
  readonly header: readonly string[];
  readonly bytes: number;
  /** The records after the header, one at a time; `onBytes` is told how far into the file they are. */
  records(onBytes: (read: number) => void): AsyncIterable<CsvRecord>;
};

/** Opens a CSV file with column names in its first line: comma, semicolon or tab, UTF-8. */
export const openCsv = async (path: string): Promise<CsvFile> => {
  const { bytes, start } = await beginningOf(path);
  refuseOthers(path, start);
  const from = { byte: start.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0, line: 0 };
  const delimiter = delimiterOf(start.toString('utf8'));
  const header = await headerOf(csvRecords(path, { from, delimiter }, () => {}));
  if (header === undefined)
    throw new AnnouncerError('ImportRefused', `${path} is empty: its first line must be the column names`);
  return {
    header,
    bytes,
    records: async function* (onBytes) {
      let first = true;
      for await (const record of csvRecords(path, { from, delimiter, width: header.length }, onBytes))
        if (first) first = false;
        else yield record;
    },
  };
};

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const beginningOf = async (path: string): Promise<{ readonly bytes: number; readonly start: Buffer }> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new AnnouncerError('Usage', `no file ${path}`);
  if (!found.isFile()) throw new AnnouncerError('Usage', `${path} is not a file`);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    return { bytes: found.size, start: buffer.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
};

const refuseOthers = (path: string, start: Buffer): void => {
  const mark = start.subarray(0, 2).toString('latin1');
  if (mark === 'PK')
    throw new AnnouncerError(
      'ImportRefused',
      `${path} is a zip file: unpack it, then import the CSV files in it`,
    );
  if (mark === '\u00ff\u00fe' || mark === '\u00fe\u00ff' || start.includes(0))
    throw new AnnouncerError('ImportRefused', `${path} is UTF-16 or no text: save it as CSV in UTF-8`);
};

/** The one of the three that the first line has most of. */
const delimiterOf = (start: string): string => {
  const line = start.split(/\r?\n/, 1)[0] ?? '';
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.mark ?? ',';
};

const headerOf = async (records: AsyncIterable<CsvRecord>): Promise<readonly string[] | undefined> => {
  for await (const record of records) return record.kind === 'record' ? record.values : undefined;
  return undefined;
};
