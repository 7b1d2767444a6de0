import { describe, expect, it } from 'vitest';
import { firstState, type FeedState, identityHash } from '../../lambdas/episodes/feeds/feed-state.ts';
import { EpisodeId } from '../../lambdas/ids.ts';
import type { NewWorld } from './backend.ts';
import { otherShow, show } from './people.ts';

const url = 'https://example.com/feed';

const known = (count: number): FeedState['known'] =>
  Array.from({ length: count }, (_, number) => ({
    identity: identityHash(`guid ${number}`),
    episodeId: EpisodeId.parse(`an-episode-with-a-title-of-some-length-${number}`),
    content: identityHash(`content ${number}`).slice(0, 12),
    recording: number % 2 === 0 ? identityHash(`recording ${number}`).slice(0, 12) : undefined,
    title: identityHash(`title ${number}`).slice(0, 12),
    publishedAt: number % 3 === 0 ? undefined : new Date(1.6e12 + number * 1e9).toISOString(),
  }));

export const feedStatesContract = (newWorld: NewWorld): void => {
  describe('what is known of a feed', () => {
    it('comes back as it was written, for each show its own', async () => {
      const { feedStates } = await newWorld();
      expect(await feedStates.read(show)).toEqual({ kind: 'missing' });
      const state: FeedState = {
        ...firstState(show, url),
        phase: 'watching',
        validators: { etag: '"abc"', lastModified: 'Mon, 30 Nov 2026 10:00:00 GMT' },
        health: {
          kind: 'failing',
          since: 1,
          failures: 2,
          nextAt: 3,
          why: 'the host answers 503',
          alarmedAt: 4,
        },
        known: known(3),
        reported: 'abc',
      };
      expect(await feedStates.write(state, 'none')).toBe('written');
      expect(await feedStates.read(show)).toEqual({ kind: 'found', value: state });
      expect(await feedStates.read(otherShow)).toEqual({ kind: 'missing' });
    });

    it('is written only over the revision that was read', async () => {
      const { feedStates } = await newWorld();
      const first = firstState(show, url);
      expect(await feedStates.write({ ...first, revision: 1 }, 0)).toBe('changed meanwhile');
      expect(await feedStates.write({ ...first, revision: 1 }, 'none')).toBe('written');
      expect(await feedStates.write({ ...first, revision: 1, reported: 'other' }, 'none')).toBe(
        'changed meanwhile',
      );
      const answers = await Promise.all([
        feedStates.write({ ...first, revision: 2, reported: 'one' }, 1),
        feedStates.write({ ...first, revision: 2, reported: 'two' }, 1),
      ]);
      expect(answers.toSorted()).toEqual(['changed meanwhile', 'written']);
    });

    it('fits three thousand items', async () => {
      const { feedStates } = await newWorld();
      const state = { ...firstState(show, url), known: known(3000) };
      expect(await feedStates.write(state, 'none')).toBe('written');
      expect(await feedStates.read(show)).toEqual({ kind: 'found', value: state });
    });

    it('is no episode and no show', async () => {
      const { catalog, feedStates } = await newWorld();
      await feedStates.write(firstState(show, url), 'none');
      const listed = [];
      for await (const episode of catalog.episodes(show)) listed.push(episode);
      expect(listed).toEqual([]);
      expect(await catalog.shows()).toEqual([]);
    });
  });
};
