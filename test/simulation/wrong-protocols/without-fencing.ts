import type { WrongProtocol } from './wrong-protocol.ts';

export const withoutFencing: WrongProtocol = {
  name: 'taken over after the lease without fencing',
  kind: 'a lock with a time-out and nothing behind it: a sender that was only slow writes over its successor',
  breaks: 'never twice',
  store: (store) => ({
    ...store,
    writeBatch: async (next) => {
      const now = store.storedBatch(next.announcementId, next.number);
      return store.writeBatch(
        now === undefined ? next : { ...next, attempt: now.attempt, step: now.step + 1 },
      );
    },
  }),
};
