/** Digits of any script as a number: Persian and Arabic notes write ۱۲:۳۰. NaN for what is no number. */
const numberOf = (digits: string): number => {
  const ascii = Number(digits);
  if (!Number.isNaN(ascii)) return ascii;
  return Number(
    digits.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf)),
  );
};

/** Hours, minutes and seconds, or minutes and seconds. Frames and fractions are dropped. */
const CLOCK = String.raw`(?:(\p{Nd}{1,3}):)?(\p{Nd}{1,3}):(\p{Nd}{2})(?:[.,]\p{Nd}{1,3})?`;
const UNITS = String.raw`(?:(\p{Nd}{1,2})\s?h\s?)?(\p{Nd}{1,3})\s?(?:m|min)\s?(\p{Nd}{1,2})\s?(?:s|sec)`;
const TIME = `(?:${CLOCK}|${UNITS})(?!:?\\p{Nd})`;

/** `01:53:27` or `45:10` in seconds; undefined for what is no time of day or of a recording (`12:75`). */
export const secondsOf = (text: string): number | undefined => {
  const found = new RegExp(`^${TIME}$`, 'u').exec(text.trim());
  return found === null ? undefined : secondsFrom(found.slice(1, 7));
};

const secondsFrom = (groups: readonly (string | undefined)[]): number | undefined => {
  const from = groups[2] === undefined ? 3 : 0;
  const hours = groups[from];
  const minutes = groups[from + 1];
  const seconds = groups[from + 2];
  if (minutes === undefined || seconds === undefined) return undefined;
  const h = hours === undefined ? 0 : numberOf(hours);
  const m = numberOf(minutes);
  const s = numberOf(seconds);
  if (s > 59 || (hours !== undefined && m > 59)) return undefined;
  const total = h * 3600 + m * 60 + s;
  // A record takes up to 100 hours.
  return total <= 360_000 ? total : undefined;
};

/** A time at one end of a line, with what is left of the line. Offsets are into the text given. */
export type EdgeTime = {
  readonly seconds: number;
  readonly edge: 'start' | 'end';
  /** In brackets, or set apart by a dash or a bar: hardly anything but a chapter. */
  readonly setApart: boolean;
  readonly rest: { readonly start: number; readonly end: number };
};

const START = new RegExp(
  `^\\s*(?:[\\p{Extended_Pictographic}\\uFE0F]{1,3}\\s*|[~≈]\\s?)?(?<open>[\\[(【<{]\\s?)?${TIME}(?:\\s?(?:[-–—→]|to)\\s?(?:\\p{Nd}{1,3}:\\p{Nd}{2}(?::\\p{Nd}{2})?|end(?=\\s)))?(?<close>\\s?[\\])】>}])?(?<separator>\\s*[-–—:|•·→>]+\\s+|\\s*[–—|]\\s*|\\s+|(?<=[\\])】>}])\\s*[-–—:|]?\\s*)(?=\\S)`,
  'u',
);
const END = new RegExp(
  `(?<separator>\\s?\\.{2,}\\s*|\\s*[-–—|@→·•…:]+\\s*|\\s{2,}|\\s)?(?<open>[\\[(【]\\s?)?${TIME}(?<close>\\s?[\\])】])?[.,;]?\\s*$`,
  'u',
);

/** What makes the time before it one of the clock. */
const CLOCK_AFTER =
  /^(?:[ap]\.?m|uhr|o['’]clock|h|hrs?|utc|gmt|[cepmb]s?[dt]?t|cest|msk|мск|час|часов|to|until|till|noon|по мск|בבוקר|בערב)(?![\p{L}\p{M}])/iu;
/** What makes the time after it one of the clock, or a length. */
const CLOCK_BEFORE =
  /(?:^|[\s(«"“])(?:at|by|until|till|from|before|after|around|about|since|is|was|um|gegen|ab|bis|von|seit|à|vers|dès|las|la|hasta|desde|alle|ore|dalle|às|om|o|в|до|к|с|около|ב|בשעה|ב-|ساعت|در|length|duration|runtime|running time|run time|time|total|dauer|länge|laufzeit|gesamt|durée|duración|durata|длительность|хронометраж|אורך|مدت|verse|psalm|chapter)[\s:=]*$/iu;

/** How far from its end of the line a time reaches, with what stands around it. */
const EDGE = 80;
/** `0:00` */
export const SHORTEST_TIME = 4;
/** What every time has. Most lines have none, and are done with here. */
const TIME_MARK = /\p{Nd}\s?[:hm]/u;

export const timeAtEdge = (text: string): EdgeTime | undefined =>
  text.length < SHORTEST_TIME || text.length > 2000 ? undefined : (timeAtStart(text) ?? timeAtEnd(text));

export const timeAtStart = (text: string): EdgeTime | undefined => {
  if (text.length < SHORTEST_TIME) return undefined;
  const edge = text.slice(0, EDGE);
  const found = TIME_MARK.test(edge) ? START.exec(edge) : null;
  if (found?.groups === undefined) return undefined;
  const seconds = secondsFrom(found.slice(2, 8));
  const { open, close, separator } = found.groups;
  if (seconds === undefined || (open === undefined) !== (close === undefined)) return undefined;
  const rest = { start: found[0].length, end: text.trimEnd().length };
  if (rest.start >= rest.end) return undefined;
  const after = text.slice(rest.start, rest.start + 12);
  if (open === undefined && CLOCK_AFTER.test(after)) return undefined;
  return { seconds, edge: 'start', setApart: open !== undefined || (separator ?? '').trim() !== '', rest };
};

const timeAtEnd = (text: string): EdgeTime | undefined => {
  const from = Math.max(0, text.length - EDGE);
  const edge = text.slice(from);
  const found = TIME_MARK.test(edge) ? END.exec(edge) : null;
  if (found?.groups === undefined) return undefined;
  const { open, close, separator } = found.groups;
  // Groups in the order of the pattern: separator, open, the six of the time, close.
  const seconds = secondsFrom(found.slice(3, 9));
  if (seconds === undefined || (open === undefined) !== (close === undefined)) return undefined;
  if (separator === undefined && open === undefined) return undefined;
  const rest = { start: text.length - text.trimStart().length, end: from + found.index };
  const before = text.slice(Math.max(0, rest.end - 30), from + found.index + (separator ?? '').length);
  if (rest.start >= rest.end || (CLOCK_BEFORE.test(before) && !isDashed(separator))) return undefined;
  if (/["”»“]\s*$/u.test(before) && !isDashed(separator)) return undefined;
  return { seconds, edge: 'end', setApart: open !== undefined || isDashed(separator), rest };
};

const isDashed = (separator: string | undefined): boolean => /[-–—|@→·•…]|\.\./u.test(separator ?? '');

/** Seconds as `h:mm:ss`, or `m:ss` below an hour. */
export const clockOf = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
};
