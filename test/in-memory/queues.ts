import type { BatchMessage, Queues } from '../../lambdas/announcements/ports.ts';
import type { AnnouncementId } from '../../lambdas/ids.ts';

export type InMemoryQueues = Queues & {
  readonly planned: { readonly announcementId: AnnouncementId; readonly delaySeconds: number }[];
  readonly toSend: (BatchMessage & { readonly delaySeconds: number })[];
};

/** Keeps what was queued, in order, for a test to look at or to deliver. */
export const createInMemoryQueues = (): InMemoryQueues => {
  const planned: InMemoryQueues['planned'] = [];
  const toSend: InMemoryQueues['toSend'] = [];
  return {
    planned,
    toSend,
    plan: async (announcementId, delaySeconds = 0) => void planned.push({ announcementId, delaySeconds }),
    send: async (messages, delaySeconds = 0) =>
      void toSend.push(...messages.map((message) => ({ ...message, delaySeconds }))),
  };
};
