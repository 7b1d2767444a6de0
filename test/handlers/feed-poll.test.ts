import { describe, expect, it } from 'vitest';
import { createFeedPollHandler } from '../../lambdas/handlers/feed-poll.ts';
import { ShowId } from '../../lambdas/ids.ts';
import { item } from '../episodes/feeds/documents.ts';
import { aShow, createFeedWorld, FEED_URL } from '../episodes/feeds/feed-world.ts';

const time = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });

describe('the feed poller', () => {
  it('reads the feed of every show that has one', async () => {
    const world = await createFeedWorld();
    await world.catalog.putShow({ ...aShow(), showId: ShowId.parse('another') });
    const { feed: _, ...without } = aShow();
    await world.catalog.putShow({ ...without, showId: ShowId.parse('no-feed') });
    world.says([item({ number: 1 })]);
    const handler = createFeedPollHandler(world.deps);
    expect(await handler({}, time(240_000))).toEqual({ polled: 2 });
    expect(world.asked).toHaveLength(2);
    expect(await world.episodes()).toHaveLength(1);
  });

  it('reads the others when one breaks, and says which', async () => {
    const world = await createFeedWorld();
    await world.catalog.putShow({
      ...aShow({ url: 'https://broken.example/feed' }),
      showId: ShowId.parse('a-broken-one'),
    });
    world.says([item({ number: 1 })]);
    const { fetch } = world.deps.source;
    const source = {
      fetch: async (url: string, options: Parameters<typeof fetch>[1]) => {
        if (url !== FEED_URL) throw new Error('something nobody thought of');
        return fetch(url, options);
      },
    };
    expect(await createFeedPollHandler({ ...world.deps, source })({}, time(240_000))).toEqual({ polled: 1 });
    expect(world.logged).toContainEqual({
      event: 'feed.poll.failed',
      fields: { showId: 'a-broken-one', error: 'Error: something nobody thought of' },
    });
    expect(await world.episodes()).toHaveLength(1);
  });

  it('stops before its time is up: the next run is five minutes away', async () => {
    const world = await createFeedWorld();
    const handler = createFeedPollHandler(world.deps);
    expect(await handler({}, time(30_000))).toEqual({ polled: 0 });
    expect(world.asked).toEqual([]);
    expect(world.events()).toEqual(['feed.poll.cut-short']);
  });
});
