import type { Limits } from '../../lambdas/subscribers/ports.ts';

export const createInMemoryLimits = (): Limits => {
  const periods = new Map<string, { readonly endsAt: number; taken: number }>();
  return {
    take: async (key, { limit, periodSeconds }, now) => {
      const known = periods.get(key);
      const current =
        known === undefined || known.endsAt <= now ? { endsAt: now + periodSeconds * 1000, taken: 0 } : known;
      periods.set(key, current);
      if (current.taken >= limit) return false;
      current.taken += 1;
      return true;
    },
  };
};
