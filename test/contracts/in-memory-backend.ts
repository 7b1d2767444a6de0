import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createInMemoryFeedStates } from '../in-memory/feed-states.ts';
import { createInMemoryLatecomers } from '../in-memory/latecomers.ts';
import { createInMemoryLimits } from '../in-memory/limits.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';
import type { Backend } from './backend.ts';

export const inMemory: Backend = {
  name: 'the in-memory ports',
  newWorld: async () => {
    const catalog = createInMemoryCatalog();
    const subscribers = createInMemorySubscribers();
    return {
      catalog,
      feedStates: createInMemoryFeedStates(),
      subscribers,
      audience: createInMemoryAudience(subscribers),
      limits: createInMemoryLimits(),
      announcements: createInMemoryAnnouncements(),
      latecomers: createInMemoryLatecomers(),
      pace: createInMemoryPace(),
      putRawCatalogRow: async (key, attributes) => catalog.putRaw(key, { ...key, ...attributes }),
    };
  },
  close: async () => undefined,
};
