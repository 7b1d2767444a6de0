import { describe, expect, it } from 'vitest';
import { Episode } from '../../lambdas/episodes/episode.ts';
import type { EpisodeSummary } from '../../lambdas/episodes/ports.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import { EpisodeId, type ShowId } from '../../lambdas/ids.ts';
import type { NewWorld } from './backend.ts';
import { otherShow, show } from './people.ts';

const aShow = (showId: ShowId = show): Show =>
  Show.parse({
    showId,
    name: 'A show: ü 日本',
    sender: { name: 'Somebody', address: 'show@example.com' },
    website: 'https://example.com',
    whereToListen: [{ label: 'Here', url: 'https://example.com/listen' }],
    feed: { url: 'https://example.com/feed' },
  });

const draft = (episodeId: string, more: Record<string, unknown> = {}): Episode =>
  Episode.parse({
    showId: show,
    episodeId,
    title: `Episode ${episodeId}`,
    summary: ['One paragraph.', 'Another.'],
    topics: [{ text: 'A topic', startSeconds: 0 }],
    status: 'draft',
    ...more,
  });
const published = (episodeId: string, publishedAt: string, more = {}): Episode =>
  draft(episodeId, { status: 'published', publishedAt, ...more });
const scheduled = (episodeId: string, publishAt: string): Episode =>
  draft(episodeId, { status: 'scheduled', publishAt });

const first = EpisodeId.parse('first');

export const catalogContract = (newWorld: NewWorld): void => {
  describe('a catalog', () => {
    it('gives back a show as it was put, and lists shows by id', async () => {
      const { catalog } = await newWorld();
      expect(await catalog.show(show)).toEqual({ kind: 'missing' });
      await catalog.putShow(aShow(otherShow));
      await catalog.putShow(aShow());
      await catalog.putShow(aShow());
      expect(await catalog.show(show)).toEqual({ kind: 'found', value: aShow() });
      expect((await catalog.shows()).map(({ showId }) => showId)).toEqual([show, otherShow]);
    });

    it('gives back an episode as it was put', async () => {
      const { catalog } = await newWorld();
      const full = published('first', '2026-11-30T10:00:00Z', {
        number: 12,
        durationSeconds: 3600,
        pageUrl: 'https://example.com/first',
        artwork: { url: 'https://example.com/first.png', alt: 'A drawing' },
        source: { guid: 'guid', contentHash: 'hash' },
      });
      expect(await catalog.episode(show, first)).toEqual({ kind: 'missing' });
      expect(await catalog.putEpisode(full, { statusWas: 'missing' })).toBe('written');
      expect(await catalog.episode(show, first)).toEqual({ kind: 'found', value: full });
      expect(await catalog.episode(otherShow, first)).toEqual({ kind: 'missing' });
    });

    it('puts an episode only while its status is the one that was read', async () => {
      const { catalog } = await newWorld();
      const live = published('first', '2026-11-30T10:00:00Z');
      expect(await catalog.putEpisode(draft('first'), { statusWas: 'draft' })).toBe('changed meanwhile');
      expect(await catalog.putEpisode(draft('first'), { statusWas: 'missing' })).toBe('written');
      expect(await catalog.putEpisode(draft('first', { title: 'Other' }), { statusWas: 'missing' })).toBe(
        'changed meanwhile',
      );
      const answers = await Promise.all([
        catalog.putEpisode(live, { statusWas: 'draft' }),
        catalog.putEpisode(scheduled('first', '2026-12-24T10:00:00Z'), { statusWas: 'draft' }),
      ]);
      expect(answers.toSorted()).toEqual(['changed meanwhile', 'written']);
    });

    it('puts an episode only while it is scheduled for the time that was read, where that is asked for', async () => {
      const { catalog } = await newWorld();
      const at = '2026-12-24T10:00:00.000Z';
      const moved = '2026-12-24T11:00:00.000Z';
      await catalog.putEpisode(scheduled('first', moved), { statusWas: 'missing' });
      const live = published('first', '2026-12-24T10:00:00Z');
      const asRead = (publishAtWas: string) => ({ statusWas: 'scheduled', publishAtWas }) as const;
      expect(await catalog.putEpisode(live, asRead(at))).toBe('changed meanwhile');
      expect(await catalog.putEpisode(live, asRead(moved))).toBe('written');
      const other = published('first', '2026-12-24T11:00:00Z');
      expect(await catalog.putEpisode(other, asRead(moved))).toBe('changed meanwhile');
    });

    it('lists every episode of one show by id, with enough for a list', async () => {
      const { catalog } = await newWorld();
      const episodes = [
        published('c', '2026-11-30T10:00:00Z', { number: 3, durationSeconds: 60 }),
        draft('a', { pageUrl: 'https://example.com/a' }),
        scheduled('b', '2026-12-24T10:00:00Z'),
      ];
      for (const episode of episodes) await catalog.putEpisode(episode, { statusWas: 'missing' });
      await catalog.putShow(aShow());
      await catalog.putEpisode(draft('z', { showId: otherShow }), { statusWas: 'missing' });
      const base = { showId: show, announce: 'recent' };
      expect(await all(catalog.episodes(show))).toEqual([
        { ...base, episodeId: 'a', title: 'Episode a', status: 'draft', pageUrl: 'https://example.com/a' },
        {
          ...base,
          episodeId: 'b',
          title: 'Episode b',
          status: 'scheduled',
          publishAt: '2026-12-24T10:00:00.000Z',
        },
        {
          ...base,
          episodeId: 'c',
          title: 'Episode c',
          status: 'published',
          publishedAt: '2026-11-30T10:00:00.000Z',
          number: 3,
          durationSeconds: 60,
        },
      ]);
    });

    it('finds the published episodes before and since an instant, never a draft with a date', async () => {
      const { catalog } = await newWorld();
      const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T00:00:00.000Z`;
      for (let number = 1; number <= 9; number += 1)
        await catalog.putEpisode(published(`p${number}`, day(number)), { statusWas: 'missing' });
      for (let number = 1; number <= 9; number += 1)
        await catalog.putEpisode(draft(`d${number}`, { publishedAt: day(number) }), { statusWas: 'missing' });
      expect(idsOf(await catalog.publishedBefore(show, day(9), 3))).toEqual(['p8', 'p7', 'p6']);
      expect(idsOf(await catalog.publishedBefore(show, day(2), 3))).toEqual(['p1']);
      expect(idsOf(await catalog.publishedSince(show, day(7)))).toEqual(['p7', 'p8', 'p9']);
      expect(await catalog.publishedSince(otherShow, day(1))).toEqual([]);
    });

    it('finds the schedules that are due', async () => {
      const { catalog } = await newWorld();
      for (const [name, at] of [
        ['due', '2026-12-01T09:00:00Z'],
        ['later', '2026-12-01T09:00:01Z'],
      ] as const)
        await catalog.putEpisode(scheduled(name, at), { statusWas: 'missing' });
      const due = '2026-12-01T09:00:00.000Z';
      expect(idsOf(await catalog.scheduledUntil(show, due))).toEqual(['due']);
      await catalog.putEpisode(published('due', due), { statusWas: 'scheduled' });
      expect(await catalog.scheduledUntil(show, due)).toEqual([]);
    });

    it('lists an episode with a fault, so that somebody sees it', async () => {
      const { catalog, putRawCatalogRow } = await newWorld();
      const publishedAt = '2026-11-30T10:00:00.000Z';
      await putRawCatalogRow(
        { showId: show, episodeId: first },
        { status: 'published', publishedAt, extra: 1 },
      );
      const listed = [
        {
          showId: show,
          episodeId: 'first',
          title: '(no title)',
          status: 'published',
          announce: 'recent',
          publishedAt,
        },
      ];
      expect(await all(catalog.episodes(show))).toEqual(listed);
      expect(await catalog.publishedSince(show, publishedAt)).toEqual(listed);
    });

    it('says what is wrong with a row that other hands wrote, and throws nothing', async () => {
      const { catalog, putRawCatalogRow } = await newWorld();
      await putRawCatalogRow({ showId: show }, { name: '', sender: 'nobody', website: 7 });
      await putRawCatalogRow(
        { showId: show, episodeId: first },
        { status: 'published', title: ['x'], extra: 1 },
      );
      expect(await catalog.show(show)).toMatchObject({ kind: 'invalid' });
      const episode = await catalog.episode(show, first);
      expect(episode.kind === 'invalid' ? episode.faults.map(({ field }) => field) : []).toEqual(
        expect.arrayContaining(['title', 'publishedAt']),
      );
    });
  });
};

const all = async (episodes: AsyncIterable<EpisodeSummary>): Promise<readonly EpisodeSummary[]> => {
  const found: EpisodeSummary[] = [];
  for await (const episode of episodes) found.push(episode);
  return found;
};

const idsOf = (episodes: readonly EpisodeSummary[]): readonly string[] =>
  episodes.map(({ episodeId }) => episodeId);
