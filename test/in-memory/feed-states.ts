import type { FeedState } from '../../lambdas/episodes/feeds/feed-state.ts';
import type { FeedStates } from '../../lambdas/episodes/feeds/ports.ts';
import type { ShowId } from '../../lambdas/ids.ts';

export const createInMemoryFeedStates = (): FeedStates => {
  const states = new Map<ShowId, FeedState>();
  return {
    read: async (showId) => {
      const value = states.get(showId);
      return value === undefined ? { kind: 'missing' } : { kind: 'found', value };
    },
    write: async (state, revisionWas) => {
      if ((states.get(state.showId)?.revision ?? 'none') !== revisionWas) return 'changed meanwhile';
      states.set(state.showId, state);
      return 'written';
    },
  };
};
