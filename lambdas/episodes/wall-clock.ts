import { Temporal } from 'temporal-polyfill';

/** What a person wrote for a time, understood in a zone. `at` in milliseconds since 1970. */
export type ReadTime =
  | { readonly kind: 'instant'; readonly at: number }
  /** The clocks go forward over it: it never shows on any clock there. The nearest times that do. */
  | { readonly kind: 'skipped'; readonly before: string; readonly after: string }
  /** The clocks go back: it shows twice. Both, written so that each means one instant. */
  | { readonly kind: 'twice'; readonly first: string; readonly second: string }
  | { readonly kind: 'unreadable'; readonly why: string };

const EXAMPLE = 'write "2026-12-01 09:00", or with an offset "2026-12-01 09:00+01:00"';

/** As a person writes a time, and as records show one: `2026-12-01T09:00:00.000Z`. */
const SHAPE =
  /^(?<date>\d{4}-\d{2}-\d{2})[ T](?<time>\d{2}:\d{2}(?::\d{2})?)(?:\.0+)?(?:[ ]?(?<offset>Z|[+-]\d{2}:\d{2}))?$/;

/** Reads a wall-clock time of an IANA zone; with an offset the zone does not matter. */
export const readTime = (text: string, zone: string): ReadTime => {
  const { date, time, offset } = SHAPE.exec(text.trim())?.groups ?? {};
  if (date === undefined || time === undefined) return { kind: 'unreadable', why: EXAMPLE };
  try {
    if (offset !== undefined)
      return { kind: 'instant', at: Temporal.Instant.from(`${date}T${time}${offset}`).epochMilliseconds };
    return inZone(Temporal.PlainDateTime.from(`${date}T${time}`), zone);
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'unreadable', why: `there is no such date; ${EXAMPLE}` };
    throw error;
  }
};

const inZone = (wall: Temporal.PlainDateTime, zone: string): ReadTime => {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { kind: 'instant', at: earlier.epochMilliseconds };
  // Of a time that is skipped neither reading gives back what was written.
  return earlier.toPlainDateTime().equals(wall)
    ? { kind: 'twice', first: withOffset(earlier), second: withOffset(later) }
    : { kind: 'skipped', before: withOffset(earlier), after: withOffset(later) };
};

const withOffset = (time: Temporal.ZonedDateTime): string =>
  `${time.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')}${time.offset}`;

/** `Tue 2026-12-01 09:00 +00:00 (Europe/London)`: as the clock there shows it, and what that clock is. */
export const showInZone = (at: number, zone: string): string => {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const weekday = time.toLocaleString('en', { weekday: 'short' });
  const wall = time.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return `${weekday} ${wall} ${time.offset} (${zone})`;
};
