import type { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import type { StoredSubscriber, SubscriberStore } from '../../lambdas/subscribers/ports.ts';

export type SubscriberRow = StoredSubscriber | 'erased';

/** The rows are shared with the audience, as the two ports share one table. */
export type InMemorySubscribers = SubscriberStore & {
  readonly rows: Map<ShowId, Map<SubscriberId, SubscriberRow>>;
};

export const createInMemorySubscribers = (): InMemorySubscribers => {
  const rows: InMemorySubscribers['rows'] = new Map();
  const erasedBefore = new Map<ShowId, Set<SubscriberId>>();
  const rowsOf = (showId: ShowId): Map<SubscriberId, SubscriberRow> => {
    const found = rows.get(showId) ?? new Map<SubscriberId, SubscriberRow>();
    rows.set(showId, found);
    return found;
  };

  return {
    rows,
    read: async (showId, id) => rowsOf(showId).get(id),
    write: async (subscriber, revisionWas) => {
      const stored = rowsOf(subscriber.showId).get(subscriber.subscriberId);
      if (revisionOf(stored) !== revisionWas) return 'changed meanwhile';
      const revision = typeof revisionWas === 'number' ? revisionWas + 1 : 1;
      rowsOf(subscriber.showId).set(subscriber.subscriberId, { subscriber, revision });
      if (revisionWas === 'erased')
        erasedBefore.set(
          subscriber.showId,
          new Set(erasedBefore.get(subscriber.showId)).add(subscriber.subscriberId),
        );
      return 'written';
    },
    erase: async (showId, id) => void rowsOf(showId).set(id, 'erased'),
    erasedBefore: async (showId) => erasedBefore.get(showId) ?? new Set(),
    all: async function* (showId, after) {
      for (const id of [...rowsOf(showId).keys()].sort()) {
        const row = rowsOf(showId).get(id);
        if ((after === undefined || id > after) && row !== undefined && row !== 'erased')
          yield row.subscriber;
      }
    },
  };
};

const revisionOf = (row: SubscriberRow | undefined): number | 'none' | 'erased' => {
  if (row === undefined) return 'none';
  return row === 'erased' ? 'erased' : row.revision;
};
