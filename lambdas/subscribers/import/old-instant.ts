/**
 * An instant as other systems export it, in UTC: ISO 8601, `2024-01-05 10:11:12` (Mailchimp; taken as UTC, which
 * it is), and Go's `2024-01-05 10:11:12.123456 +0000 UTC` (listmonk). Undefined for anything else: 01/05/2024 is
 * May in one country and January in another, and a consent record must not guess.
 */
export const instantOf = (text: string): string | undefined => {
  const match = PATTERN.exec(text.trim());
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

const isoZone = (zone: string): string => {
  if (!/^[+-]/.test(zone)) return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
};

const existing = (date: string): boolean => {
  const instant = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
};
