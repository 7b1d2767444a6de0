import type { Limits } from '../../lambdas/subscribers/ports.ts';

/** Fixed periods counted from 1970, as a table with a key per period counts them. */
export const createInMemoryLimits = (): Limits => {
  const takings = new Map<string, number>();
  return {
    take: async (key, { limit, periodSeconds }, now) => {
      const period = `${key}#${Math.floor(now / (periodSeconds * 1000))}`;
      const taken = takings.get(period) ?? 0;
      if (taken >= limit) return false;
      takings.set(period, taken + 1);
      return true;
    },
  };
};
