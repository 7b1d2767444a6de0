import type { Limits } from '../../lambdas/subscribers/ports.ts';

/** The period of a key begins with its first taking. */
export const createInMemoryLimits = (): Limits => {
  const periods = new Map<string, { readonly endsAt: number; readonly taken: number }>();
  return {
    take: async (key, { limit, periodSeconds }, now) => {
      const period = periods.get(key);
      const running =
        period !== undefined && period.endsAt > now
          ? period
          : { endsAt: now + periodSeconds * 1000, taken: 0 };
      if (running.taken >= limit) return false;
      periods.set(key, { ...running, taken: running.taken + 1 });
      return true;
    },
  };
};
