import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../lambdas/announcements/ports.ts';

/** What every process of a run is told, so that all their clocks agree. */
export type Pace = { readonly startedAt: number; readonly speed: number };

/**
 * A clock that runs `speed` times as fast as the real one, so that leases, rests and parkings pass within a run.
 * `skip` lets an hour go by at once: for the wait after which a doubt is left as it is.
 */
export const createFastClock = ({ startedAt, speed }: Pace): Clock & { skip(ms: number): void } => {
  let skipped = 0;
  return {
    now: () => Math.round(startedAt + (Date.now() - startedAt) * speed) + skipped,
    sleep: async (ms) => {
      await sleep(Math.max(0, ms) / speed);
    },
    skip: (ms) => void (skipped += ms),
  };
};
