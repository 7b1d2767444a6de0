import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../announcements/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds) => {
    await sleep(Math.max(0, milliseconds));
  },
};
