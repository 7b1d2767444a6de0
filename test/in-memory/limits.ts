import type { Limits } from '../../lambdas/subscribers/ports.ts';

export const createInMemoryLimits = (): Limits => {
  const spaced = new Map<string, readonly number[]>();
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
    takeSpaced: async (key, { apartSeconds, limit, withinSeconds }, now) => {
      const taken = spaced.get(key) ?? [];
      const [last = -Infinity, nth = -Infinity] = [taken.at(-1), taken.at(-limit)];
      if (last > now - apartSeconds * 1000 || nth > now - withinSeconds * 1000) return false;
      spaced.set(key, [...taken, now]);
      return true;
    },
  };
};
