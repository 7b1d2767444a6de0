import type { ShowId } from '../ids.ts';
import type { Membership } from '../subscribers/preferences.ts';
import type { Delivery } from '../subscribers/transitions.ts';

const DAY = 86_400_000;
/** Longer than this is not a pause. */
const MOST_DAYS = 730;

/** The days a pause may end on, as date fields write them. `now` in milliseconds since 1970. */
export const pauseDays = (now: number): { readonly first: string; readonly last: string } => ({
  first: new Date(now + DAY).toISOString().slice(0, 10),
  last: new Date(now + MOST_DAYS * DAY).toISOString().slice(0, 10),
});

/** The instant at which a pause until this day ends (0:00 UTC), in milliseconds; undefined if the day will not do. */
export const pauseEnd = (day: string | undefined, now: number): number | undefined => {
  const { first, last } = pauseDays(now);
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day < first || day > last) return undefined;
  const end = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(end) ? undefined : end;
};

export type Deliveries =
  | { readonly kind: 'read'; readonly deliveries: ReadonlyMap<ShowId, Delivery> }
  | { readonly kind: 'wrong date'; readonly showId: ShowId };

/** What the form of the preferences page says about each show; a show it does not name stays as it is. */
export const readDeliveries = (
  memberships: readonly Membership[],
  fields: ReadonlyMap<string, string>,
  now: number,
): Deliveries => {
  const deliveries = new Map<ShowId, Delivery>();
  for (const { show } of memberships) {
    const { showId } = show;
    const chosen = fields.get(`delivery:${showId}`);
    if (chosen === 'on' || chosen === 'off') deliveries.set(showId, { kind: chosen });
    if (chosen === 'paused') {
      const until = pauseEnd(fields.get(`until:${showId}`), now);
      if (until === undefined) return { kind: 'wrong date', showId };
      deliveries.set(showId, { kind: 'paused', until });
    }
  }
  return { kind: 'read', deliveries };
};
