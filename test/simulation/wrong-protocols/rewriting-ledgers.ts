import type { Batch } from '../../../lambdas/announcements/batch.ts';
import type { Ledger } from '../../../lambdas/announcements/ledger.ts';
import type { Protocol } from '../world.ts';

/** Senders that write another ledger than the domain gave them; `taken` is the batch as the sender took it. */
export const rewritingLedgers =
  (rewrite: (next: Batch, taken: Batch | undefined) => Ledger): NonNullable<Protocol['ports']> =>
  (ports) => {
    const taken = new Map<number, Batch>();
    return {
      ...ports,
      announcements: {
        ...ports.announcements,
        takeBatch: (next, was) => {
          taken.set(next.number, next);
          return ports.announcements.takeBatch(next, was);
        },
        writeBatch: (next) =>
          ports.announcements.writeBatch({ ...next, ledger: rewrite(next, taken.get(next.number)) }),
      },
    };
  };
