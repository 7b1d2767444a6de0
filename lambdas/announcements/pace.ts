import { AnnouncerError } from '../errors.ts';
import type { Clock, Lane, Log, Mailer, PaceStore, Quota, QuotaReading } from './ports.ts';

/** The part of SES's rate that announcements use; the rest is for confirmations and previews. */
export const PERMITTED = 0.9;
/** The part of the daily quota that announcements leave for confirmations and previews. */
const DAILY_RESERVE = 0.02;
/** GetSendQuota is asked at most this often (ms) by all senders together; SES v1 allows one such call a second. */
const QUOTA_AGE_MS = 30_000;
const REFRESH_MS = 5_000;
/** While somebody else asks for a new reading, one of this age (ms) still serves. */
const SERVES_MS = 60_000;
/** While SES cannot be asked, one of this age (ms) does; one of yesterday would park a free account. */
const SERVES_UNREADABLE_MS = 5 * 60_000;

/** A sender's place among the concurrent ones. */
export type LaneHold = {
  readonly index: number;
  readonly of: number;
  /** Slots before this instant (ms) were used by those who held the lane before, or may have been. */
  readonly from: number;
  /** After this instant (ms) the lane may belong to another sender. */
  readonly until: number;
};

/**
 * The part of a period that lies at least between two slots of a sender: the whole of it but for rounding. When
 * the quota changes, so does the grid, and a slot of the new one may lie close behind one of the old.
 */
const SPACING = 0.999;

/**
 * Time is a grid of slots, one for each message the account may send; lane `index` of `of` owns every of-th
 * slot. Senders that never speak to each other so keep one pace together, whatever their number and phase.
 */
export const slotAfter = (lane: LaneHold, maxSendRate: number, now: number, last: number): number => {
  const period = slotPeriod(lane, maxSendRate);
  const interval = period / lane.of;
  const earliest = Math.max(now - tolerance(maxSendRate), lane.from, freeAfter(last, period));
  const offset = interval * lane.index;
  return offset + Math.ceil((earliest - offset) / period) * period;
};

/** The instant (ms) before which no slot of a lane is free once `slot` is used. */
export const freeAfter = (slot: number, period: number): number => slot + SPACING * period;

/** From one slot of a lane to its next (ms). */
export const slotPeriod = (lane: LaneHold, maxSendRate: number): number =>
  (lane.of * 1000) / (maxSendRate * PERMITTED);

/**
 * How late (ms) a slot may still be used. Half of what keeps any second below the rate when all lanes are late
 * together; the other half is left to the network.
 */
const tolerance = (rate: number): number => Math.max(0, ((rate - 1) / (rate * PERMITTED) - 1) * 500);

/**
 * Whoever wakes later (ms) than this after the slot they slept for has missed it: timers are late by some
 * milliseconds, a frozen machine by any time. Half of what lies between as many slots as a second may hold and a
 * second, whatever the rate; the other half is left to the network.
 */
export const MISSED_AFTER_MS = (1 / PERMITTED - 1) * 500;

/** About one second's worth for one sender, at most what may be in doubt after a crash. */
export const windowSize = (maxSendRate: number, lanes: number, most: number): number =>
  Math.max(1, Math.min(most, Math.ceil((maxSendRate * PERMITTED) / lanes)));

/** Messages that announcements may still send now; undefined = as many as they like. */
export const headroom = (quota: Quota): number | undefined =>
  quota.max24Hours === undefined
    ? undefined
    : Math.max(0, Math.floor(quota.max24Hours * (1 - DAILY_RESERVE)) - quota.sentLast24Hours);

export const isQuotaUnreadable = (error: unknown): error is AnnouncerError =>
  error instanceof AnnouncerError && error.code === 'QuotaUnreadable';

export type SharedPace = {
  /** The lane is the holder's until it leaves or `until` passes; undefined when as many senders are at work already. */
  enter(holder: string, until: number): Promise<LaneHold | undefined>;
  /** The same lane until a later instant; undefined when another sender has it meanwhile. */
  keep(lane: LaneHold, holder: string, until: number): Promise<LaneHold | undefined>;
  /** `from`: slots of the lane before this instant (ms) are used. */
  leave(lane: LaneHold, holder: string, from: number): Promise<void>;
  /** The quota as one of the senders read it during the last half minute. Throws `QuotaUnreadable`. */
  quota(): Promise<Quota>;
};

export type PaceDeps = {
  readonly store: PaceStore;
  readonly mailer: Pick<Mailer, 'quota'>;
  readonly clock: Clock;
  readonly log: Log;
  /** How many senders run at once: SQS's maximum concurrency. */
  readonly senders: number;
};

export const createSharedPace = (deps: PaceDeps): SharedPace => {
  // A reading is as good for half a minute here as it is in the table.
  let known: (Quota & { readonly readAt: number }) | undefined;
  return {
    enter: async (holder, until) => {
      const taken = new Map((await deps.store.lanes()).map((lane): [number, Lane] => [lane.index, lane]));
      for (let index = 0; index < deps.senders; index += 1) {
        const was = taken.get(index);
        if (was !== undefined && was.until > deps.clock.now()) continue;
        if (await deps.store.claimLane({ index, holder, until }, was))
          return { index, of: deps.senders, from: freeFrom(was, deps.clock.now()), until };
      }
      return undefined;
    },
    keep: async (lane, holder, until) => {
      const { index } = lane;
      const kept = await deps.store.claimLane({ index, holder, until }, { index, holder, until: lane.until });
      return kept ? { ...lane, until } : undefined;
    },
    leave: (lane, holder, from) => deps.store.releaseLane(lane.index, holder, from),
    quota: async () => {
      if (known === undefined || known.readAt <= deps.clock.now() - QUOTA_AGE_MS)
        known = await sharedQuota(deps);
      return known;
    },
  };
};

/** Which slots a holder used that never left is not known, nor what one with another clock means: those to come are free. */
const freeFrom = (was: Lane | undefined, now: number): number => Math.min(was?.from ?? now, now);

const sharedQuota = async (deps: PaceDeps): Promise<Quota & { readonly readAt: number }> => {
  for (;;) {
    const reading = await deps.store.quotaReading();
    const now = deps.clock.now();
    if (reading !== undefined && reading.readAt > now - QUOTA_AGE_MS) return reading;
    const othersAsk = reading !== undefined && reading.refreshBy > now;
    if (!othersAsk && (await claimRefresh(deps, reading, now))) {
      const answer = await refresh(deps, reading);
      // Whoever was frozen while asking has an old answer, and asks again.
      if (answer === reading || answer.readAt > deps.clock.now() - SERVES_MS) return answer;
      continue;
    }
    if (reading !== undefined && reading.readAt > now - SERVES_MS) return reading;
    await deps.clock.sleep(100);
  }
};

const claimRefresh = (deps: PaceDeps, reading: QuotaReading | undefined, now: number): Promise<boolean> =>
  deps.store.writeQuotaReading(claimed(reading, now), reading);

const claimed = (reading: QuotaReading | undefined, now: number): QuotaReading => ({
  ...(reading ?? { max24Hours: undefined, sentLast24Hours: 0, maxSendRate: 1, readAt: 0 }),
  refreshBy: now + REFRESH_MS,
});

const refresh = async (deps: PaceDeps, was: QuotaReading | undefined): Promise<QuotaReading> => {
  const reading = await askSes(deps, was);
  if (reading === was) return reading;
  try {
    await deps.store.writeQuotaReading(reading, await deps.store.quotaReading());
  } catch (error) {
    // This sender knows the quota all the same, and another will ask for itself.
    deps.log('quota.not_shared', { error: String(error) });
  }
  return reading;
};

const askSes = async (deps: PaceDeps, was: QuotaReading | undefined): Promise<QuotaReading> => {
  const readAt = deps.clock.now();
  try {
    const quota = await deps.mailer.quota();
    deps.log('quota.read', quota);
    return { ...quota, readAt, refreshBy: 0 };
  } catch (error) {
    // Going on with a reading of some minutes ago is safe: SES throttles, and throttled messages are not lost.
    deps.log('quota.unreadable', { error: String(error) });
    if (was !== undefined && was.readAt > deps.clock.now() - SERVES_UNREADABLE_MS) return was;
    throw new AnnouncerError('QuotaUnreadable', `SES does not say its sending quota (${String(error)})`, {
      cause: error,
    });
  }
};
