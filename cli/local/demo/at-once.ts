import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Works on all items, at most `most` at a time, and begins no two within `apartMs` of each other. The first failure
 * ends it.
 */
export const atOnce = async <T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
  apartMs = 0,
): Promise<void> => {
  const queue = items.values();
  let next = performance.now();
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      const wait = next - performance.now();
      next = Math.max(next, performance.now()) + apartMs;
      if (wait > 0) await sleep(wait);
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
};
