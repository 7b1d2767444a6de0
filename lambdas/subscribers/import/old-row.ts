import { Language } from '../../episodes/show.ts';
import { EmailAddress } from '../address.ts';
import { columnKey, type Meaning, type Standing } from './formats.ts';
import { instantOf } from './old-instant.ts';
import type { Reading } from './recognise.ts';

/** What one row of another system's export says about a person. Times are instants in UTC. */
export type OldRow = {
  readonly address: EmailAddress;
  readonly standing: Standing;
  readonly language?: Language;
  readonly signedUpAt?: string;
  readonly confirmedAt?: string;
  readonly leftAt?: string;
  readonly leftReason?: string;
  readonly suppressedAt?: string;
};

export type RowReading =
  | { readonly kind: 'row'; readonly row: OldRow }
  /** The reason names columns and rules, and never repeats the address. */
  | { readonly kind: 'bad'; readonly reason: string };

/** Reads one row. A time that lies ahead of `now` (a clock that was wrong) is taken as now. */
export const readOldRow = (reading: Reading, values: readonly string[], now: number): RowReading => {
  const value = (meaning: Meaning): string => {
    const index = reading.columns[meaning];
    return index === undefined ? '' : (values[index] ?? '').trim();
  };
  if (value('email') === '') return bad('no address');
  const address = EmailAddress.safeParse(value('email'));
  if (!address.success) return bad('what stands in the address column is not an email address');
  const standing = standingOf(reading, value);
  if (standing === undefined)
    return bad(`the status "${value('status')}" is not known: say what it means with --status`);
  const instants = readInstants(reading, value, now);
  if (instants.kind === 'bad') return instants;
  const language = Language.safeParse(value('language').slice(0, 2).toLowerCase());
  const reason = value('left-reason').slice(0, 1000);
  return {
    kind: 'row',
    row: {
      address: address.data,
      standing,
      ...(language.success && { language: language.data }),
      ...instants.read,
      ...(reason !== '' && { leftReason: reason }),
    },
  };
};

const bad = (reason: string) => ({ kind: 'bad', reason }) as const;

/** What the status says, and where that is active or nothing, what a date of leaving or bouncing tells. */
const standingOf = (reading: Reading, value: (meaning: Meaning) => string): Standing | undefined => {
  const { columns, statuses, format } = reading;
  const said = columns.status === undefined ? 'active' : statuses[columnKey(value('status'))];
  const datesCount = columns.status === undefined || format.endingsCount === true;
  if (!datesCount || (said !== 'active' && said !== 'unconfirmed')) return said;
  if (value('suppressed-at') !== '') return 'suppressed';
  return value('left-at') === '' ? said : 'left';
};

const INSTANTS = [
  ['signed-up-at', 'signedUpAt'],
  ['confirmed-at', 'confirmedAt'],
  ['left-at', 'leftAt'],
  ['suppressed-at', 'suppressedAt'],
] as const;

type Instants = Partial<Record<(typeof INSTANTS)[number][1], string>>;

const readInstants = (
  { dates }: Reading,
  value: (meaning: Meaning) => string,
  now: number,
): { readonly kind: 'read'; readonly read: Instants } | ReturnType<typeof bad> => {
  const read: Instants = {};
  for (const [meaning, field] of INSTANTS) {
    const text = value(meaning);
    if (text === '') continue;
    const instant = instantOf(text, dates);
    if (instant === undefined)
      return bad(
        `the ${meaning} date "${text.slice(0, 40)}" is not like 2024-01-31 or 2024-01-31T10:00:00Z ` +
          `(for 31/01/2024 say --dates day-first, for 01/31/2024 --dates month-first; ` +
          `leave that column out with --column ${meaning}=)`,
      );
    read[field] = Date.parse(instant) > now ? new Date(now).toISOString() : instant;
  }
  return { kind: 'read', read };
};
