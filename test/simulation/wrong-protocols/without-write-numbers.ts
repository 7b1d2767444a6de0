import type { WrongProtocol } from './wrong-protocol.ts';

export const withoutWriteNumbers: WrongProtocol = {
  name: 'late copies of a write accepted',
  kind: 'a write that its client gave up and repeated arrives after all, and takes back what was written since',
  breaks: 'never twice',
  store: (store) => ({
    ...store,
    writeBatch: async (next) => {
      const now = store.storedBatch(next.announcementId, next.number);
      return store.writeBatch(
        now?.attempt === next.attempt ? { ...next, step: Math.max(next.step, now.step + 1) } : next,
      );
    },
  }),
};
