import { describe, expect, it } from 'vitest';
import { Episode } from '../../../lambdas/episodes/episode.ts';
import { EpisodeId } from '../../../lambdas/ids.ts';
import { item, type ItemFields } from './documents.ts';
import { createFeedWorld, showId } from './feed-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A back catalogue of a week each, the newest dated an hour before the world begins. */
const catalogue = (count: number, changes: Partial<ItemFields> = {}): string[] =>
  Array.from({ length: count }, (_, index) =>
    item({
      number: index + 1,
      date: new Date(Date.parse('2026-11-03T08:00:00Z') - (count - 1 - index) * 7 * DAY).toUTCString(),
      ...changes,
    }),
  );
const fresh = item({ number: 301, date: 'Tue, 03 Nov 2026 08:59:00 GMT', title: 'Liquid sand' });

describe('a feed with 300 old items', () => {
  it('is imported, and nobody is mailed, however new the newest is', async () => {
    const world = await createFeedWorld({ newItems: 'publish' });
    world.says(catalogue(300));
    await world.poll();
    await world.sweep();
    const episodes = await world.episodes();
    expect(episodes).toHaveLength(300);
    expect(episodes.every(({ status, announce }) => status === 'published' && announce === 'never')).toBe(
      true,
    );
    expect(world.announced).toEqual([]);
    expect(world.previews).toEqual([]);
  });

  it('is imported in full after an interruption, and still nobody is mailed', async () => {
    const world = await createFeedWorld({ newItems: 'publish' });
    world.says(catalogue(300));
    const put = world.catalog.putEpisode;
    let writes = 0;
    world.deps.catalog = {
      ...world.catalog,
      putEpisode: async (...args) => {
        writes += 1;
        if (writes === 150) throw new Error('the machine is gone');
        return put(...args);
      },
    };
    await expect(world.poll()).rejects.toThrow('the machine is gone');
    await world.poll();
    await world.sweep();
    expect(await world.episodes()).toHaveLength(300);
    expect(world.announced).toEqual([]);
  });

  it('then gets a new one, which is announced once, whatever the feed does afterwards', async () => {
    const world = await createFeedWorld({ newItems: 'publish' });
    world.says(catalogue(300));
    await world.poll();
    world.says([fresh, ...catalogue(300)]);
    for (let run = 0; run < 3; run += 1) {
      await world.poll();
      await world.sweep();
      world.clock.advance(5 * MINUTE);
    }
    world.says([fresh.replace('About glass', 'About liquid glass'), ...catalogue(300)]);
    await world.poll();
    await world.sweep();
    expect(world.announced).toEqual(['liquid-sand']);
  });
});

describe('a new item becomes what the show wants', () => {
  const withNew = async (feed: Record<string, unknown>, show: Record<string, unknown> = {}) => {
    const world = await createFeedWorld(feed, show);
    world.says(catalogue(3));
    await world.poll();
    world.says([fresh, ...catalogue(3)]);
    await world.poll();
    await world.sweep();
    return world;
  };

  it('a draft, shown to the team', async () => {
    const world = await withNew({ newItems: 'draft' });
    expect(await world.episode('liquid-sand')).toMatchObject({
      status: 'draft',
      publishedAt: '2026-11-03T08:59:00.000Z',
    });
    expect(world.previews).toEqual(['liquid-sand']);
    expect(world.announced).toEqual([]);
  });

  it('scheduled after the grace time in which the team sees it, and then announced once', async () => {
    const world = await withNew({ newItems: 'schedule', graceMinutes: 90 });
    expect(await world.episode('liquid-sand')).toMatchObject({
      status: 'scheduled',
      publishAt: '2026-11-03T10:30:00.000Z',
    });
    expect(world.previews).toEqual(['liquid-sand']);
    world.clock.advance(89 * MINUTE);
    await world.sweep();
    expect(world.announced).toEqual([]);
    world.clock.advance(2 * MINUTE);
    await world.sweep();
    await world.sweep();
    expect(world.announced).toEqual(['liquid-sand']);
  });

  it('announced even when the grace time is a week', async () => {
    const world = await withNew({ newItems: 'schedule', graceMinutes: 10_080 });
    world.clock.advance(7 * DAY + MINUTE);
    await world.sweep();
    expect(world.announced).toEqual(['liquid-sand']);
  });

  it.each(['publish', 'schedule'])(
    'a draft all the same (%s) where the emails would lack the postal address',
    async (newItems) => {
      const world = await withNew({ newItems }, { postalAddress: undefined });
      expect(await world.episode('liquid-sand')).toMatchObject({ status: 'draft' });
      expect(world.announced).toEqual([]);
      expect(world.events()).toContain('feed.odd');
    },
  );

  it('published', async () => {
    const world = await withNew({ newItems: 'publish' });
    expect(await world.episode('liquid-sand')).toMatchObject({
      status: 'published',
      publishedAt: '2026-11-03T08:59:00.000Z',
    });
    expect(world.previews).toEqual([]);
    expect(world.announced).toEqual(['liquid-sand']);
  });

  it('held back by the team within the grace time, and not announced', async () => {
    const world = await withNew({ newItems: 'schedule', graceMinutes: 90 });
    const { publishAt: _, ...rest } = { publishAt: '', ...(await world.episode('liquid-sand')) };
    await world.catalog.putEpisode(Episode.parse({ ...rest, status: 'draft' }), { statusWas: 'scheduled' });
    world.clock.advance(DAY);
    await world.poll();
    await world.sweep();
    expect(world.announced).toEqual([]);
  });

  it('scheduled all the same when the preview cannot be sent, which is an alarm', async () => {
    const world = await createFeedWorld({ newItems: 'schedule' });
    world.says(catalogue(3));
    await world.poll();
    world.previewsWith(async () => {
      throw new Error('SES is away');
    });
    world.says([fresh, ...catalogue(3)]);
    await world.poll();
    expect(await world.episode('liquid-sand')).toMatchObject({ status: 'scheduled' });
    expect(world.events()).toContain('feed.preview.failed');
  });

  it('with the chapters of the file it points to', async () => {
    const world = await createFeedWorld({ newItems: 'draft' });
    world.says(catalogue(3));
    await world.poll();
    world.holds(
      'https://glass.example/chapters.json',
      '{"version":"1.2.0","chapters":[{"startTime":0,"title":"Hello"},{"startTime":61.5,"title":"Sand"},{"startTime":70,"toc":false,"title":"A picture"}]}',
    );
    const more =
      '<podcast:chapters url="https://glass.example/chapters.json" type="application/json+chapters"/>';
    world.says([fresh.replace('</item>', `${more}</item>`), ...catalogue(3)]);
    await world.poll();
    expect((await world.episode('liquid-sand')).topics).toEqual([
      { text: 'Hello', startSeconds: 0 },
      { text: 'Sand', startSeconds: 61 },
    ]);
  });

  it('nothing, when the team has written the episode itself already', async () => {
    const world = await createFeedWorld({ newItems: 'publish' });
    world.says(catalogue(3));
    await world.poll();
    const own = Episode.parse({ showId, episodeId: 'our-own-name', title: 'Liquid Sand!', status: 'draft' });
    await world.catalog.putEpisode(own, { statusWas: 'missing' });
    world.says([fresh, ...catalogue(3)]);
    await world.poll();
    world.says([fresh.replace('About', 'All about'), ...catalogue(3)]);
    await world.poll();
    await world.sweep();
    expect(await world.episodes()).toHaveLength(4);
    expect(await world.episode('our-own-name')).toEqual(own);
    expect(world.announced).toEqual([]);
  });

  it('of its own name, when the title is another episode’s', async () => {
    const world = await createFeedWorld({ newItems: 'draft' });
    world.says([item({ number: 1, title: 'Liquid sand', date: 'Mon, 05 Oct 2026 08:00:00 GMT' })]);
    await world.poll();
    world.says([fresh, item({ number: 1, title: 'Liquid sand', date: 'Mon, 05 Oct 2026 08:00:00 GMT' })]);
    await world.poll();
    const ids = (await world.episodes()).map(({ episodeId }) => episodeId);
    expect(ids).toEqual(['liquid-sand', expect.stringMatching(/^liquid-sand-[0-9a-f]{10}$/)]);
  });
});

describe('items that change', () => {
  const changed = async (feed: Record<string, unknown>, edit?: (episode: Episode) => unknown) => {
    const world = await createFeedWorld(feed);
    world.says(catalogue(3));
    await world.poll();
    world.says([fresh, ...catalogue(3)]);
    await world.poll();
    await world.sweep();
    const id = EpisodeId.parse('liquid-sand');
    const before = await world.episode(id);
    if (edit !== undefined)
      await world.catalog.putEpisode(Episode.parse(edit(before)), { statusWas: before.status });
    world.says([fresh.replace('All about glass, part 301.', 'Corrected.'), ...catalogue(3)]);
    await world.poll();
    await world.sweep();
    return world;
  };

  it.each(['draft', 'schedule', 'publish'])(
    'update the record of a %s and announce nothing',
    async (newItems) => {
      const world = await changed({ newItems });
      const statuses = { draft: 'draft', schedule: 'scheduled', publish: 'published' } as const;
      expect(await world.episode('liquid-sand')).toMatchObject({
        summary: ['Corrected.'],
        status: Object.entries(statuses).find(([wanted]) => wanted === newItems)?.[1],
      });
      expect(world.announced).toEqual(newItems === 'publish' ? ['liquid-sand'] : []);
      expect(world.previews).toHaveLength(newItems === 'publish' ? 0 : 1);
    },
  );

  it('never overwrite what the team has edited', async () => {
    const world = await changed({ newItems: 'draft' }, (episode) => ({
      ...episode,
      summary: ['Our own words.'],
    }));
    expect((await world.episode('liquid-sand')).summary).toEqual(['Our own words.']);
  });

  it('do not bring back what the team has deleted', async () => {
    const world = await createFeedWorld();
    world.says(catalogue(3));
    await world.poll();
    const missing: typeof world.catalog.episode = async () => ({ kind: 'missing' });
    world.deps.catalog = { ...world.catalog, episode: missing };
    world.says(catalogue(3, { notes: 'Corrected.' }));
    const poll = await world.poll();
    expect(poll).toMatchObject({ kind: 'read', done: expect.arrayContaining([]) });
    expect(poll.kind === 'read' && poll.done.every(({ result }) => result.kind === 'left alone')).toBe(true);
  });

  it('keep the quiet of the back catalogue', async () => {
    const world = await createFeedWorld({ newItems: 'publish' });
    world.says(catalogue(3));
    await world.poll();
    world.says(catalogue(3, { notes: 'Corrected.', date: 'Tue, 03 Nov 2026 08:00:00 GMT' }));
    await world.poll();
    await world.sweep();
    expect((await world.episode('episode-1')).summary).toEqual(['Corrected.']);
    expect(world.announced).toEqual([]);
  });
});

describe('a feed that misbehaves', () => {
  const settled = async (feed: Record<string, unknown> = { newItems: 'publish' }) => {
    const world = await createFeedWorld(feed);
    world.says(catalogue(5));
    await world.poll();
    return world;
  };

  it('and empties changes nothing, is reported once, and is read again in full when it is back', async () => {
    const world = await settled();
    world.says([], { etag: '"empty"' });
    await world.poll();
    await world.poll();
    expect(await world.episodes()).toHaveLength(5);
    expect(world.events().filter((event) => event === 'feed.odd')).toHaveLength(1);
    world.says(catalogue(5));
    expect(await world.poll()).toMatchObject({ kind: 'read', done: [] });
    expect(world.asked.at(-1)).toEqual({});
  });

  it('and doubles mails nobody', async () => {
    const world = await settled();
    const twice = Array.from({ length: 5 }, (_, n) =>
      item({ number: n + 50, title: `Reissue ${n}`, date: 'Tue, 03 Nov 2026 08:30:00 GMT' }),
    );
    world.says([...twice, ...catalogue(5)]);
    await world.poll();
    await world.sweep();
    expect(world.announced).toEqual([]);
    expect(await world.episode('reissue-0')).toMatchObject({ status: 'draft' });
    expect(world.previews).toEqual([]);
    expect(world.events()).toContain('feed.odd');
  });

  it('and moves to another address is back catalogue again', async () => {
    const world = await settled();
    world.says([fresh, ...catalogue(5)]);
    await world.poll('https://new-host.example/feed');
    await world.sweep();
    expect(world.announced).toEqual([]);
    expect(await world.episode('liquid-sand')).toMatchObject({ announce: 'never' });
  });

  it('and whose state was lost or damaged mails nobody', async () => {
    const world = await settled();
    world.deps.states = { read: async () => ({ kind: 'invalid', faults: [] }), write: async () => 'written' };
    world.says([fresh, ...catalogue(5)]);
    await world.poll();
    await world.sweep();
    expect(world.announced).toEqual([]);
    expect(world.events()).toContain('record.invalid');
    expect(await world.episodes()).toHaveLength(6);
  });

  it('and in one item harms no other, says so once, and does not try it again', async () => {
    const world = await settled();
    const persons = Array.from(
      { length: 50 },
      (_, n) => `<podcast:person>${String(n).padEnd(200, '€')}</podcast:person>`,
    );
    const huge = item({
      number: 77,
      notes: 'Words. '.repeat(8500),
      date: 'Tue, 03 Nov 2026 08:30:00 GMT',
      more: persons.join(''),
    });
    world.says([huge, fresh, ...catalogue(5)]);
    await world.poll();
    await world.poll();
    await world.sweep();
    expect(world.announced).toEqual(['liquid-sand']);
    expect(world.logged.filter(({ event }) => event === 'feed.item.failed')).toEqual([
      {
        event: 'feed.item.failed',
        fields: expect.objectContaining({ why: expect.stringContaining('65536 bytes') }),
      },
    ]);
  });

  it('and has a title of nothing but marks still gets an episode', async () => {
    const world = await settled();
    world.says([item({ number: 77, title: '!!!', date: 'Tue, 03 Nov 2026 08:30:00 GMT' }), ...catalogue(5)]);
    await world.poll();
    await world.sweep();
    expect(world.announced).toEqual([expect.stringMatching(/^episode-[0-9a-f]{10}$/)]);
  });
});

describe('asking', () => {
  it('sends what the last answer said of itself, and takes "unchanged" for an answer', async () => {
    const world = await createFeedWorld();
    world.says(catalogue(3), { etag: '"one"', lastModified: 'Tue, 03 Nov 2026 08:00:00 GMT' });
    await world.poll();
    world.answers({ kind: 'unchanged' });
    expect(await world.poll()).toEqual({ kind: 'unchanged' });
    expect(world.asked).toEqual([{}, { etag: '"one"', lastModified: 'Tue, 03 Nov 2026 08:00:00 GMT' }]);
  });

  it('backs off after failures, longer each time, and goes back to normal after one success', async () => {
    const world = await createFeedWorld();
    world.answers({ kind: 'failed', why: 'the host answers 503' });
    const asked: number[] = [];
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      if ((await world.poll()).kind === 'failed') asked.push(minute);
      world.clock.advance(5 * MINUTE);
    }
    expect(asked.slice(0, 6)).toEqual([0, 5, 15, 35, 70, 135]);
    expect(asked.length).toBeLessThan(12);
    world.clock.advance(6 * HOUR);
    world.says(catalogue(3));
    expect((await world.poll()).kind).toBe('read');
    expect((await world.poll()).kind).toBe('read');
  });

  it('waits as long as the host asks for', async () => {
    const world = await createFeedWorld();
    world.answers({ kind: 'failed', why: 'the host answers 429', retryAfterSeconds: 3600 });
    await world.poll();
    world.clock.advance(59 * MINUTE);
    expect((await world.poll()).kind).toBe('not due');
    world.clock.advance(2 * MINUTE);
    expect((await world.poll()).kind).toBe('failed');
  });

  it('raises an alarm after a day of failures, once a day, and never mails', async () => {
    const world = await createFeedWorld();
    world.answers({ kind: 'failed', why: 'the host answers 500' });
    const alarms = () => world.events().filter((event) => event === 'feed.failed').length;
    for (let hour = 0; hour < 23; hour += 1) {
      await world.poll();
      world.clock.advance(HOUR);
    }
    expect(alarms()).toBe(0);
    for (let hour = 23; hour < 72; hour += 1) {
      await world.poll();
      world.clock.advance(HOUR);
    }
    expect(alarms()).toBeGreaterThanOrEqual(1);
    expect(alarms()).toBeLessThanOrEqual(3);
    expect(world.previews).toEqual([]);
  });

  it('counts what is no feed as a failure, and says what is wrong with it', async () => {
    const world = await createFeedWorld();
    world.answers({ kind: 'fetched', bytes: Buffer.from('<html><body>Moved</body></html>'), validators: {} });
    expect(await world.poll()).toEqual({ kind: 'failed', why: expect.stringContaining('HTML page') });
    expect(await world.episodes()).toEqual([]);
  });

  it('gives way to another poller that was quicker', async () => {
    const world = await createFeedWorld({ newItems: 'publish' });
    world.says(catalogue(3));
    await world.poll();
    world.says([fresh, ...catalogue(3)]);
    const polls = await Promise.all([world.poll(), world.poll()]);
    await world.sweep();
    expect(polls.map(({ kind }) => kind).toSorted()).toEqual(['overtaken', 'read']);
    expect(world.announced).toEqual(['liquid-sand']);
  });
});
