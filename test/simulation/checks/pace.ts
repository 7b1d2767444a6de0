import { PERMITTED } from '../../../lambdas/announcements/pace.ts';
import type { World } from '../world.ts';

/** A reading of the quota serves for a minute at most, and a window lasts no longer than a lease. */
const KNOWN_MS = 120_000;
/** Unless SES could not be asked (pace.ts). */
const KNOWN_UNREADABLE_MS = KNOWN_MS + 5 * 60_000;

/**
 * In no second are more messages let go than the quota permits: counted where senders let them go, since what a
 * network does to their spacing afterwards is no sender's doing. Where senders are not on one grid (each still goes
 * by its own reading of a quota that changes, or by its own clock), each may add one message to its share; and of
 * clocks that disagree, each that takes over a lane in that second.
 */
export const checkPace = (world: World): void => {
  const { rates, senders } = world.profile;
  const known = rates.quotaUnreadable > 0 ? KNOWN_UNREADABLE_MS : KNOWN_MS;
  const { sendings } = world.observer;
  let first = 0;
  for (const [last, { at }] of sendings.entries()) {
    while ((sendings[first]?.at ?? at) <= at - 1000) first += 1;
    const within = sendings.slice(first, last + 1);
    const highest = world.ses.highestRate(at - known, at);
    const changing = world.ses.lowestRate(at - known, at) < highest;
    const clocks = rates.skewedClock > 0 ? new Set(within.map(({ process }) => process)).size : 0;
    const grids = Math.max(clocks, changing ? senders : 0);
    const permitted = grids === 0 ? highest : Math.max(highest, Math.floor(highest * PERMITTED) + grids);
    if (within.length > permitted)
      return world.violations.add(
        'the pace stays below the quota',
        `${within.length} messages were let go in the second before ${new Date(at).toISOString()}, and ${permitted} are permitted`,
      );
  }
};
