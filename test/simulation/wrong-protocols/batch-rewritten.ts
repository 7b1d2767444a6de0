import type { WrongProtocol } from './wrong-protocol.ts';

export const batchRewritten: WrongProtocol = {
  name: 'batch rewritten when planning resumes',
  kind: 'planning starts from the beginning after a crash and writes its batches anew, over those half sent',
  breaks: 'never twice',
  store: (store) => ({
    ...store,
    lastBatch: async () => undefined,
    addBatch: async (batch) => {
      const now = store.storedBatch(batch.announcementId, batch.number);
      if (now === undefined) return store.addBatch(batch);
      await store.takeBatch(batch, now);
      return 'written';
    },
  }),
};
