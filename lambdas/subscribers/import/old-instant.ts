/** In which order a file writes the numbers of a day: nobody can tell from 01/05/2024. */
export const DATE_ORDERS = ['day-first', 'month-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/**
 * An instant as other systems export it, in UTC: ISO 8601, `2024-01-05 10:11:12` (Mailchimp; taken as UTC, which
 * it is), Go's `2024-01-05 10:11:12.123456 +0000 UTC` (listmonk), `Jan 5, 2024`, seconds or milliseconds since
 * 1970. Undefined for anything else, 01/05/2024 among it unless the order is said: a consent record must not guess.
 */
export const instantOf = (text: string, order?: DateOrder): string | undefined => {
  const trimmed = text.trim();
  if (/^\d{10}(?:\d{3})?$/.test(trimmed)) return new Date(Number(trimmed.padEnd(13, '0'))).toISOString();
  const match = PATTERN.exec(trimmed) ?? PATTERN.exec(withIsoTime(withIsoDate(trimmed, order)));
  if (match === null) return undefined;
  const [, date = '', time = '00:00:00', zone = 'Z'] = match;
  const clock = time.length === 5 ? `${time}:00` : time;
  const instant = Date.parse(`${date}T${clock}${isoZone(zone)}`);
  // Date.parse takes 2024-02-30 as the first of March.
  return Number.isNaN(instant) || !existing(date) ? undefined : new Date(instant).toISOString();
};

/** Date, time to the second, fraction (dropped), zone as an offset; a zone name after an offset says nothing more. */
const PATTERN =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?)?(?:\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)(?:\s+[A-Z]{2,5})?)?$/;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const withIsoDate = (text: string, order: DateOrder | undefined): string => {
  const yearFirst = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?!\d)/.exec(text);
  if (yearFirst !== null) return rewritten(text, yearFirst, { year: 1, month: 2, day: 3 });
  const named = /^([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})(?!\d),?/.exec(text);
  if (named !== null) return rewritten(text, named, { year: 3, month: 1, day: 2 });
  const dayFirst = /^(\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4})(?!\d),?/.exec(text);
  if (dayFirst !== null) return rewritten(text, dayFirst, { year: 3, month: 2, day: 1 });
  const numbers = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d),?/.exec(text);
  if (numbers === null || order === undefined) return text;
  return rewritten(text, numbers, {
    year: 3,
    ...(order === 'day-first' ? { month: 2, day: 1 } : { month: 1, day: 2 }),
  });
};

const rewritten = (
  text: string,
  match: RegExpExecArray,
  at: { readonly year: number; readonly month: number; readonly day: number },
): string => {
  const month = match[at.month] ?? '';
  const number = /^\d/.test(month) ? month : `${MONTHS.indexOf(month.toLowerCase()) + 1}`;
  const date = [match[at.year], number.padStart(2, '0'), match[at.day]?.padStart(2, '0')].join('-');
  return `${date}${text.slice(match[0].length)}`;
};

/** `9:05 PM` as `21:05`. */
const withIsoTime = (text: string): string =>
  text.replace(
    /^(\S+)[T ](\d{1,2})(:\d{2}(?::\d{2})?)(?:\s*([AaPp])[Mm])?/,
    (_, date: string, hour: string, rest: string, half: string | undefined) => {
      const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
      return `${date} ${String(hours).padStart(2, '0')}${rest}`;
    },
  );

const isoZone = (zone: string): string => {
  if (!/^[+-]/.test(zone)) return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
};

const existing = (date: string): boolean => {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
};
