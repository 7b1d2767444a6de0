import type { World } from '../world.ts';

/** A reading of the quota serves for a minute at most, and a window lasts no longer than a lease. */
const KNOWN_MS = 120_000;
/** Unless SES could not be asked (pace.ts). */
const KNOWN_UNREADABLE_MS = KNOWN_MS + 5 * 60_000;

/**
 * In no second are more messages let go than the quota permits: counted where senders let them go, since what a
 * network does to their spacing afterwards is no sender's doing. Senders keep one pace by the time of day, so
 * runs in which clocks disagree are left out; there SES throttles.
 */
export const checkPace = (world: World): void => {
  if (world.profile.rates.skewedClock > 0) return;
  const known = world.profile.rates.quotaUnreadable > 0 ? KNOWN_UNREADABLE_MS : KNOWN_MS;
  const times = world.observer.sendings.map(({ at }) => at);
  let first = 0;
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 1000) first += 1;
    const count = last - first + 1;
    const highest = world.ses.highestRate(at - known, at);
    // While the quota changes, senders keep the grids of different readings: each may add one message.
    const changing = world.ses.lowestRate(at - known, at) < highest;
    const permitted = highest + (changing ? world.profile.senders : 0);
    if (count > permitted)
      return world.violations.add(
        'the pace stays below the quota',
        `${count} messages were let go in the second before ${new Date(at).toISOString()}, and the quota is ${permitted}`,
      );
  }
};
