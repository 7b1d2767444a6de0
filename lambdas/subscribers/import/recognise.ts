import { AnnouncerError } from '../../errors.ts';
import { columnKey, type Format, FORMATS, type Meaning, PLAIN, type Standing } from './formats.ts';
import type { DateOrder } from './old-instant.ts';

/** What the command line adds to what is known of a format. */
export type Mapping = {
  /** Meaning to column name; an empty name leaves that meaning unread. */
  readonly columns: Readonly<Partial<Record<Meaning, string>>>;
  readonly statuses: Readonly<Record<string, Standing>>;
  readonly dates?: DateOrder | undefined;
};

/** How to read the rows of one file: at which index each meaning stands, and what its status words mean. */
export type Reading = {
  readonly format: Format;
  readonly columns: Readonly<Partial<Record<Meaning, number>>>;
  readonly statuses: Readonly<Record<string, Standing>>;
  readonly dates?: DateOrder | undefined;
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
  refuseUnreadEndings(header, { format, columns }, mapping);
  return { format, columns, statuses: { ...format.statuses, ...mapping.statuses }, dates: mapping.dates };
};

/** Names of columns that may say who left or bounced. `state` may be a part of a country as well. */
const ENDING = /unsub|opt(?:ed)?_?out|bounce|complain|suppress|(?:^|_)(?:blocked|disabled|status|state)$/;

/** A file that may say who left, in a column that is not read: everybody in it would count as active. */
const refuseUnreadEndings = (
  header: readonly string[],
  { format, columns }: Pick<Reading, 'format' | 'columns'>,
  mapping: Mapping,
): void => {
  const told = (['status', 'left-at', 'suppressed-at'] as const).some(
    (meaning) => columns[meaning] !== undefined || mapping.columns[meaning] !== undefined,
  );
  const suspect = header.find((name) => ENDING.test(columnKey(name)));
  if (format === PLAIN && !told && suspect !== undefined)
    throw new AnnouncerError(
      'ImportRefused',
      `the column "${suspect}" may say who left, and is not read: say what it holds, e.g. with ` +
        `--column status="${suspect}" --status yes=left --status no=active, or that nobody in the file has left ` +
        'with --column status=',
    );
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
