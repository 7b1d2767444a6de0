import { MONTHS, ZONES } from './date-names.ts';

/**
 * An instant from a date in any of the dialects feeds are written in: RFC 2822 with or without its comma, its
 * weekday, its seconds or its zone; RFC 3339; zones by name; months of other
 * languages; seconds since 1970. Undefined for what names no instant. A date without a zone is taken as UTC.
 */
export const instantOf = (written: string): string | undefined => {
  const text = written
    .trim()
    .replace(/\s+/gu, ' ')
    .replace(/^(\p{L}{2,12}\.?),(?=\S)/u, '$1, ');
  if (text === '' || text.length > 80) return undefined;
  const at = iso(text) ?? mail(text) ?? slashed(text) ?? counted(text);
  return at === undefined || Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

const iso = (text: string): number | undefined => {
  const found =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)? ?(\S{1,9})?$/iu.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, zone] = found;
  return moment({ year, month: Number(month) - 1, day, hour, minute, second, zone });
};

const mail = (text: string): number | undefined => {
  const found =
    /^(?:[\p{L}.]{2,12},? )?(\d{1,2})(?:[. -]{1,2}| de )([\p{L}]{3,12})\.?(?:[,. -]{1,2}| de )(\d{4}|\d{2})(?:,? (?:at |um |à |a las )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?: ?([ap]m))?)?(?: (.{1,40}))?$/iu.exec(
      text,
    ) ?? undefined;
  if (found === undefined) return american(text);
  const [, day, name, year, hour, minute, second, half, zone] = found;
  const month = MONTHS[(name ?? '').toLowerCase()];
  return month === undefined
    ? undefined
    : moment({ year, month, day, hour: afternoon(hour, half), minute, second, zone });
};

/** `Nov 3, 2020 7:30 PM` */
const american = (text: string): number | undefined => {
  const found =
    /^(?:[\p{L}.]{2,12},? )?([\p{L}]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:,? (?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap]m))?)?(?: (.{1,40}))?$/iu.exec(
      text,
    );
  if (found === null) return cTime(text);
  const [, name, day, year, hour, minute, second, half, zone] = found;
  const month = MONTHS[(name ?? '').toLowerCase()];
  return month === undefined
    ? undefined
    : moment({ year, month, day, hour: afternoon(hour, half), minute, second, zone });
};

/** `Tue Nov 3 19:30:00 2020` */
const cTime = (text: string): number | undefined => {
  const found = /^\p{L}{3} (\p{L}{3}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})(?: (\S{1,9}))? (\d{4})$/u.exec(
    text,
  );
  if (found === null) return undefined;
  const [, name, day, hour, minute, second, zone, year] = found;
  const month = MONTHS[(name ?? '').toLowerCase()];
  return month === undefined ? undefined : moment({ year, month, day, hour, minute, second, zone });
};

/** Day and month of `3/11/2020` can be told apart only where one is above twelve. */
const slashed = (text: string): number | undefined => {
  const found =
    /^(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?(?: (\S{1,9}))?$/u.exec(text);
  if (found === null) return undefined;
  const [, first = '', second = '', third = '', hour, minute, seconds, zone] = found;
  const clock = { hour, minute, second: seconds, zone };
  if (first.length === 4) return moment({ year: first, month: Number(second) - 1, day: third, ...clock });
  if (text.includes('.') || Number(first) > 12)
    return moment({ year: third, month: Number(second) - 1, day: first, ...clock });
  return Number(second) > 12
    ? moment({ year: third, month: Number(first) - 1, day: second, ...clock })
    : undefined;
};

const afternoon = (hour: string | undefined, half: string | undefined): string | undefined => {
  if (hour === undefined || half === undefined) return hour;
  const twelve = Number(hour) % 12;
  return String(half.toLowerCase() === 'pm' ? twelve + 12 : twelve);
};

/** `1604431800`, or with milliseconds. */
const counted = (text: string): number | undefined => {
  if (!/^\d{10}$|^\d{13}$/u.test(text)) return undefined;
  return text.length === 10 ? Number(text) * 1000 : Number(text);
};

type Written = {
  readonly year: string | undefined;
  readonly month: number;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly zone: string | undefined;
};

const moment = (written: Written): number | undefined => {
  const { month } = written;
  const [day, hour, minute] = [written.day, written.hour ?? '0', written.minute ?? '0'].map(Number);
  // RFC 2822: two digits up to 49 are this century.
  const short = Number(written.year);
  const year = (written.year?.length ?? 0) > 2 ? short : short + (short < 50 ? 2000 : 1900);
  // A leap second is the next one.
  const second = Math.min(Number(written.second ?? '0'), 59);
  const offset = zoneOf(written.zone);
  if (day === undefined || hour === undefined || minute === undefined || offset === undefined)
    return undefined;
  // Nothing was broadcast before there was radio: a year like 0001 stands for none.
  if (year < 1895) return undefined;
  if (hour > 24 || minute > 59 || month < 0 || month > 11) return undefined;
  const at = Date.UTC(year, month, day, hour, minute, second);
  // 31 February is no day, rather than 3 March.
  if (new Date(Date.UTC(year, month, day)).getUTCMonth() !== month) return undefined;
  return at - offset * 60_000;
};

const zoneOf = (written: string | undefined): number | undefined => {
  if (written === undefined) return 0;
  const zone = written
    .replace(/\s?\(.{0,30}\)$/u, '')
    .trim()
    .toLowerCase();
  const numeric = /^(?:gmt|utc)?([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone);
  if (numeric !== null)
    return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3] ?? '0'));
  // RFC 5322, section 4.3: a zone of one letter says nothing.
  return zone === '' || /^[a-z]$/u.test(zone) ? 0 : ZONES[zone];
};
