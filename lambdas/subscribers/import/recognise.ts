import { AnnouncerError } from '../../errors.ts';
import { columnKey, type Format, FORMATS, type Meaning, PLAIN, type Standing } from './formats.ts';

/** What the command line adds to what is known of a format. */
export type Mapping = {
  /** Meaning to column name; an empty name leaves that meaning unread. */
  readonly columns: Readonly<Partial<Record<Meaning, string>>>;
  readonly statuses: Readonly<Record<string, Standing>>;
};

/** How to read the rows of one file: at which index each meaning stands, and what its status words mean. */
export type Reading = {
  readonly format: Format;
  readonly columns: Readonly<Partial<Record<Meaning, number>>>;
  readonly statuses: Readonly<Record<string, Standing>>;
};

/** Finds out from the first line whose export a file is. Refuses a file without a column for the address. */
export const recognise = (header: readonly string[], mapping: Mapping): Reading => {
  const keys = header.map(columnKey);
  const format = FORMATS.find(({ signature }) => signature.every((some) => hasOne(keys, some))) ?? PLAIN;
  const columns: Partial<Record<Meaning, number>> = {};
  for (const [meaning, names] of Object.entries(format.columns) as [Meaning, readonly string[]][]) {
    const name = names.find((candidate) => keys.includes(candidate));
    if (name !== undefined) columns[meaning] = keys.indexOf(name);
  }
  for (const [meaning, column] of Object.entries(mapping.columns) as [Meaning, string][])
    if (column === '') delete columns[meaning];
    else columns[meaning] = indexOf(header, column);
  if (columns.email === undefined)
    throw new AnnouncerError(
      'ImportRefused',
      `no column holds the address among ${header.map((name) => `"${name}"`).join(', ')}: ` +
        'name it with --column email=COLUMN (the first line of the file must be its column names)',
    );
  return { format, columns, statuses: { ...format.statuses, ...mapping.statuses } };
};

const hasOne = (keys: readonly string[], some: readonly string[]): boolean =>
  some.some((name) => keys.includes(name));

const indexOf = (header: readonly string[], column: string): number => {
  const index = header.map(columnKey).indexOf(columnKey(column));
  if (index === -1)
    throw new AnnouncerError(
      'ImportRefused',
      `no column "${column}" in the file, whose columns are ${header.map((name) => `"${name}"`).join(', ')}`,
    );
  return index;
};
