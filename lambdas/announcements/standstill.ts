import type { Ending } from './ending.ts';
import { TROUBLE_MS } from './halts.ts';
import { headroom, isQuotaUnreadable, type LaneHold, type SharedPace, slotPeriod } from './pace.ts';
import type { Quota } from './ports.ts';

/** Nothing can be sent just now, and nobody need do anything about it: the sweep looks again. */
export type Standstill = Extract<Ending, { kind: 'park' }>;

/** SES does not say when its window frees. */
const LOOKED_AT_AGAIN_MS = 15 * 60_000;
/** Slots further apart than this (ms) need not fit into what a function has left of its five minutes. */
const LONGEST_PERIOD_MS = 200_000;

export const DAILY_QUOTA_SPENT: Standstill = {
  kind: 'park',
  reason: 'the daily SES quota is spent; it frees as the messages of the last 24 hours grow older',
  forMs: LOOKED_AT_AGAIN_MS,
};

/** Without the quota nobody knows how fast and how much may be sent. */
export const quotaOrStandstill = async (pace: Pick<SharedPace, 'quota'>): Promise<Quota | Standstill> => {
  try {
    return await pace.quota();
  } catch (error) {
    if (!isQuotaUnreadable(error)) throw error;
    return { kind: 'park', reason: error.message, forMs: TROUBLE_MS };
  }
};

export const standstillAt = (quota: Quota, lane: LaneHold): Standstill | undefined => {
  if (headroom(quota) === 0) return DAILY_QUOTA_SPENT;
  if (slotPeriod(lane, quota.maxSendRate) <= LONGEST_PERIOD_MS) return undefined;
  return {
    kind: 'park',
    reason: `SES permits ${quota.maxSendRate} messages a second, too few for ${lane.of} senders at once`,
    forMs: LOOKED_AT_AGAIN_MS,
  };
};
