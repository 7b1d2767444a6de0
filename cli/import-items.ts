import type { ShowId } from '../lambdas/ids.ts';
import type { EmailAddress } from '../lambdas/subscribers/address.ts';
import { candidateOf, type ImportMode } from '../lambdas/subscribers/import/decide.ts';
import type { Meaning } from '../lambdas/subscribers/import/formats.ts';
import { readOldRow } from '../lambdas/subscribers/import/old-row.ts';
import { isOwnFormat, readOwnRow } from '../lambdas/subscribers/import/own-format.ts';
import { type Mapping, type Reading, recognise } from '../lambdas/subscribers/import/recognise.ts';
import type { ImportItem } from '../lambdas/subscribers/import/run.ts';
import { type Keys, subscriberIdOf } from '../lambdas/subscribers/tokens.ts';
import type { CsvRecord } from './csv-records.ts';

/** Whose export a file is: our own, which holds the consent of everybody in it, or another system's. */
export type Recognised = { readonly kind: 'own' } | { readonly kind: 'other'; readonly reading: Reading };

export const recogniseFile = (header: readonly string[], mapping: Mapping): Recognised =>
  isOwnFormat(header) ? { kind: 'own' } : { kind: 'other', reading: recognise(header, mapping) };

/** "Mailchimp: email from "Email Address", signed-up-at from "OPTIN_TIME"" */
export const describeReading = (header: readonly string[], { format, columns }: Reading): string =>
  `${format.name === 'plain' ? 'a plain list' : `an export of ${format.name}`}: ${(
    Object.entries(columns) as [Meaning, number][]
  )
    .map(([meaning, index]) => `${meaning} from "${header[index]}"`)
    .join(', ')}`;

export type ItemRules = {
  readonly header: readonly string[];
  readonly recognised: Recognised;
  readonly showId: ShowId;
  readonly keys: Keys;
  readonly mode: ImportMode;
  readonly now: number;
};

/** Makes what is to be decided of each record of the file. */
export async function* importItems(
  records: AsyncIterable<CsvRecord>,
  rules: ItemRules,
): AsyncIterable<ImportItem> {
  for await (const record of records)
    yield record.kind === 'broken'
      ? { kind: 'bad', line: record.line, reason: record.reason }
      : itemOf(record.line, record.values, rules);
}

const itemOf = (line: number, values: readonly string[], rules: ItemRules): ImportItem => {
  const { showId, keys, header, recognised, mode, now } = rules;
  const identify = (address: EmailAddress) => subscriberIdOf(keys, showId, address);
  if (recognised.kind === 'own') {
    const read = readOwnRow(header, values, showId, identify);
    if (read.kind === 'bad') return { ...read, line };
    const { subscriber } = read;
    const { address, subscriberId } = subscriber;
    return { kind: 'person', line, address, subscriberId, candidate: read };
  }
  const read = readOldRow(recognised.reading, values, now);
  if (read.kind === 'bad') return { ...read, line };
  const { address, language } = read.row;
  const subscriberId = identify(address);
  const candidate = candidateOf(read.row, { showId, subscriberId }, mode, now);
  return { kind: 'person', line, address, subscriberId, language, candidate };
};
