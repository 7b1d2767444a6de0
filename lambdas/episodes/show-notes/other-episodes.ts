import type { Stretch } from './credits.ts';
import { secondsOfDuration } from '../feeds/durations.ts';
import { secondsOf } from './times.ts';

/** A line about another episode: when it came out, how long it is and, where stated, its title. */
export type OtherEpisodeAt = {
  readonly publishedAt: string;
  readonly durationSeconds: number;
  readonly title: Stretch | undefined;
};

const MONTHS = [
  'january february march april may june july august september october november december',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
].map((names) => names.split(' '));

const ISO = /(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})/u;
const DOTTED = /(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<y>\d{4})/u;
const DAY_FIRST = /(?<d>\d{1,2})\.?\s(?:de\s)?(?<name>\p{L}{3,10})\.?,?\s(?:de\s)?(?<y>\d{4})/u;
const MONTH_FIRST = /(?<name>\p{L}{3,10})\.?\s(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?<y>\d{4})/u;
const CLOCK =
  /^[,T\s]{0,3}(?:at |um |à )?(?<h>\d{1,2}):(?<min>\d{2})(?::\d{2})?(?![\d:])(?:\s?(?:UTC|GMT|Z)\b)?/u;
/** Minutes and seconds alone may be a time of day, unless something sets them apart from the date. */
const LENGTH =
  /(?<![\d:])\d{1,2}:\d{2}:\d{2}(?![\d:])|(?<=[⌛⏳⏱⏲🕐-🕧•·|/(–—]\uFE0F?\s{0,3})\d{1,3}:\d{2}(?![\d:])|(?<![\d:])(?:2[4-9]|[3-9]\d|1\d\d):[0-5]\d(?![\d:])|(?<![\d:])(?:\d{1,2}\s?(?:h|hr|hrs|hours?|std)\.?,?\s)?\d{1,3}\s?(?:min|mins|minutes?|minuten)\b\.?(?!\s?\p{L})|(?<![\d:])\d{1,2}\s?h\s?\d{1,2}\s?m\b(?!\p{L})|(?<=[⌛⏳⏱⏲•·|]\uFE0F?\s{0,3})\d{1,3}\s?m\b(?!\p{L})/iu;
/** What may stand around date and length besides a title. */
const MARKS = /^[\s\p{P}\p{S}\uFE0F\u200D]*|[\s\p{P}\p{S}\uFE0F\u200D]*$/gu;
const LONGEST = 250;
/** `1.1.2000` is a date, and no line about an episode yet. */
const SHORTEST = 8;
/** What every date has. Most lines have none, and are done with here. */
const YEAR = /\d{4}/u;

/**
 * `📆 2021-07-28 19:02 / ⌛ 01:53:27`: a date and a length, in any order, and perhaps a title before, between or
 * behind them. Dates without a zone are taken as UTC.
 */
export const otherEpisodeIn = (text: string): OtherEpisodeAt | undefined => {
  if (text.length < SHORTEST || text.length > LONGEST || !YEAR.test(text)) return undefined;
  const date = dateIn(text);
  if (date === undefined) return undefined;
  const clock = CLOCK.exec(text.slice(date.end));
  const dateEnd = isClock(clock, text.slice(date.end)) ? date.end + (clock?.[0].length ?? 0) : date.end;
  const blanked = `${text.slice(0, date.start)}${' '.repeat(dateEnd - date.start)}${text.slice(dateEnd)}`;
  const length = LENGTH.exec(blanked);
  const durationSeconds =
    length === null ? undefined : (secondsOf(length[0]) ?? secondsOfDuration(length[0]));
  if (length === null || durationSeconds === undefined) return undefined;
  const hours = dateEnd === date.end ? '0' : (clock?.groups?.['h'] ?? '0');
  const minutes = dateEnd === date.end ? '0' : (clock?.groups?.['min'] ?? '0');
  const at = new Date(Date.UTC(date.year, date.month - 1, date.day, Number(hours), Number(minutes)));
  const title = titleAround(text, [
    { start: date.start, end: dateEnd },
    { start: length.index, end: length.index + length[0].length },
  ]);
  return title === 'prose' ? undefined : { publishedAt: at.toISOString(), durationSeconds, title };
};

/** The time of day belongs to the date, unless it is the only time there is: then it is the length. */
const isClock = (clock: RegExpExecArray | null, after: string): boolean =>
  clock !== null && LENGTH.test(after.slice(clock[0].length)) && Number(clock.groups?.['h']) < 24;

type DateAt = { start: number; end: number; year: number; month: number; day: number };

const dateIn = (text: string): DateAt | undefined => {
  for (const pattern of [ISO, DOTTED, DAY_FIRST, MONTH_FIRST]) {
    const found = pattern.exec(text);
    if (found?.groups === undefined) continue;
    const { y, m, d, name } = found.groups;
    const month = name === undefined ? Number(m) : monthOf(name);
    const [year, day] = [Number(y), Number(d)];
    if (month === undefined || !isDay(year, month, day)) continue;
    return { start: found.index, end: found.index + found[0].length, year, month, day };
  }
  return undefined;
};

const monthOf = (name: string): number | undefined => {
  const lower = name.toLowerCase();
  for (const months of MONTHS) {
    const index = months.findIndex((month) => month === lower || month.slice(0, 3) === lower);
    if (index >= 0) return index + 1;
  }
  return undefined;
};

const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1990 && year <= 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** The one stretch of words beside date and length; `prose` if words stand in several places. */
const titleAround = (text: string, taken: readonly Stretch[]): Stretch | undefined | 'prose' => {
  const ordered = taken.toSorted((a, b) => a.start - b.start);
  const gaps: Stretch[] = [];
  let at = 0;
  for (const stretch of [...ordered, { start: text.length, end: text.length }]) {
    const words = withoutMarks(text, at, stretch.start);
    if (words !== undefined) gaps.push(words);
    at = stretch.end;
  }
  if (gaps.length > 1) return 'prose';
  return gaps[0];
};

const withoutMarks = (text: string, start: number, end: number): Stretch | undefined => {
  const part = text.slice(start, end);
  const bare = part.replace(MARKS, '');
  if (bare === '') return undefined;
  // An opening bracket or quotation mark belongs to the words; what separates them does not.
  const from = part.indexOf(bare);
  return { start: start + from, end: start + from + bare.length };
};
