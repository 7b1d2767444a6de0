import type { Clock } from '../announcements/ports.ts';

/**
 * Answers after a whole multiple of a step. Whether a mail had to be sent, a row written or nothing done at all:
 * the time until the answer does not tell, as long as the work fits the step; and if it does not, it tells no
 * more than the step it ended in.
 */
export const atEvenTime = async <T>(
  clock: Clock,
  stepMilliseconds: number,
  work: () => Promise<T>,
): Promise<T> => {
  const began = clock.now();
  const outcome = await Promise.allSettled([work()]);
  const took = clock.now() - began;
  const steps = Math.max(1, Math.ceil(took / stepMilliseconds));
  await clock.sleep(steps * stepMilliseconds - took);
  const [settled] = outcome;
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
};
