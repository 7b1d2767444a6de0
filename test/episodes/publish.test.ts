import { describe, expect, test } from 'vitest';
import { published, publishEpisode } from '../../lambdas/episodes/publish.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { anEpisode } from '../cli/records.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const { showId, episodeId } = anEpisode();

describe('publishing', () => {
  test('given a draft without a date, it is dated now', () => {
    expect(published(anEpisode(), NOW)).toMatchObject({
      kind: 'published',
      episode: { status: 'published', publishedAt: '2026-12-01T09:00:00.000Z' },
    });
  });

  test('given a scheduled one, its schedule is gone and its date stays', () => {
    const { episode } = published(
      anEpisode({ status: 'scheduled', publishAt: '2026-12-24T08:00:00Z', publishedAt: '2026-11-30' }),
      NOW,
    );
    expect(episode).not.toHaveProperty('publishAt');
    expect(episode.publishedAt).toBe('2026-11-30T00:00:00.000Z');
  });

  test('given a published one, nothing changes, whatever is asked for', () => {
    const episode = anEpisode({ status: 'published', publishedAt: '2020-01-01' });
    expect(published(episode, NOW, 'always')).toEqual({ kind: 'published before', episode });
  });

  test('two at once: one publishes, the other is told that it was published before', async () => {
    const catalog = createInMemoryCatalog();
    await catalog.putEpisode(anEpisode(), { statusWas: 'missing' });
    const request = { now: NOW, approve: async () => {} };
    const both = await Promise.all([
      publishEpisode(catalog, { showId, episodeId }, request),
      publishEpisode(catalog, { showId, episodeId }, request),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['published', 'published before']);
  });

  test('what is not approved is not written', async () => {
    const catalog = createInMemoryCatalog();
    await catalog.putEpisode(anEpisode(), { statusWas: 'missing' });
    const approve = async () => {
      throw new Error('not today');
    };
    await expect(publishEpisode(catalog, { showId, episodeId }, { now: NOW, approve })).rejects.toThrow(
      'not today',
    );
    expect(await catalog.episode(showId, episodeId)).toMatchObject({ value: { status: 'draft' } });
  });
});
