import type { Poll, PollDeps } from '../episodes/feeds/poll-feed.ts';
import { pollFeed } from '../episodes/feeds/poll-feed.ts';
import type { Catalog } from '../episodes/ports.ts';
import type { Context } from './sqs.ts';

export type FeedPollDeps = Omit<PollDeps, 'catalog'> & {
  readonly catalog: PollDeps['catalog'] & Pick<Catalog, 'shows'>;
};

/** A feed may take its 20 seconds, and a first reading its time: another run is five minutes away. */
const TIME_FOR_ONE_MS = 60_000;

/** Every five minutes: each show that names a feed is read. One that fails keeps no other from being read. */
export const createFeedPollHandler =
  (deps: FeedPollDeps) =>
  async (_event: unknown, context: Context): Promise<{ readonly polled: number }> => {
    let polled = 0;
    for (const { showId, stored } of await deps.catalog.shows()) {
      if (stored.kind !== 'found' || stored.value.feed === undefined) continue;
      if (context.getRemainingTimeInMillis() < TIME_FOR_ONE_MS) {
        deps.log('feed.poll.cut-short', { polled });
        break;
      }
      try {
        const poll = await pollFeed(deps, stored.value, stored.value.feed.url);
        if (wasAsked(poll)) polled += 1;
      } catch (error) {
        deps.log('feed.poll.failed', { showId, error: String(error) });
      }
    }
    return { polled };
  };

const wasAsked = (poll: Poll): boolean => poll.kind !== 'not due';
