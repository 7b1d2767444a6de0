import type { Batch } from '../../../lambdas/announcements/batch.ts';
import type { Protocol } from '../world.ts';

/** A table that takes a sender's write for another than it is; `now` is what it holds. */
export const renumberingWrites =
  (renumber: (next: Batch, now: Batch) => Batch): NonNullable<Protocol['store']> =>
  (store) => ({
    ...store,
    writeBatch: async (next) => {
      const now = store.storedBatch(next.announcementId, next.number);
      return store.writeBatch(now === undefined ? next : renumber(next, now));
    },
  });
