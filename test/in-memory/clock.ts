import type { Clock } from '../../lambdas/announcements/ports.ts';

export type ManualClock = Clock & {
  /** Moves time on without anybody sleeping. */
  advance(milliseconds: number): void;
};

/** Sleeping moves the time on and returns at once: for tests of one process at a time. */
export const createManualClock = (start = Date.parse('2026-12-01T09:00:00Z')): ManualClock => {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds) => {
      now += Math.max(0, milliseconds);
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
};
