import type { Lane, PaceStore, QuotaReading } from '../../lambdas/announcements/ports.ts';

export const createInMemoryPace = (): PaceStore => {
  const lanes = new Map<number, Lane>();
  let reading: QuotaReading | undefined;
  return {
    lanes: async () => [...lanes.values()].sort((a, b) => a.index - b.index),
    claimLane: async (next, was) => {
      const now = lanes.get(next.index);
      if (now?.holder !== was?.holder || now?.until !== was?.until) return false;
      lanes.set(next.index, next);
      return true;
    },
    releaseLane: async (index, holder, from) => {
      if (lanes.get(index)?.holder === holder) lanes.set(index, { index, holder, until: 0, from });
    },
    quotaReading: async () => reading,
    writeQuotaReading: async (next, was) => {
      if (reading?.readAt !== was?.readAt || reading?.refreshBy !== was?.refreshBy) return false;
      reading = next;
      return true;
    },
  };
};
