import { describe, expect, test } from 'vitest';
import { EpisodeFile } from '../../lambdas/episodes/episode.ts';
import { revised } from '../../lambdas/episodes/revise.ts';
import { anEpisode } from '../cli/records.ts';

const file = (change: Record<string, unknown> = {}) =>
  EpisodeFile.parse({ showId: 'tidal-notes', episodeId: 'spring-tides', title: 'Spring tides', ...change });
const loud = () => false;
const quiet = () => true;

describe('what a written file makes of an episode', () => {
  test('given none, it is a draft', () => {
    expect(revised(undefined, file(), loud)).toMatchObject({ kind: 'created', episode: { status: 'draft' } });
  });

  test('given a draft, everything the file no longer says is gone', () => {
    const stored = anEpisode({ durationSeconds: 100, publishedAt: '2026-11-01' });
    expect(revised(stored, file(), loud).episode).toEqual(anEpisode());
  });

  test('given the same, nothing changes and the stored one is given back', () => {
    const stored = anEpisode({ durationSeconds: 100 });
    const revision = revised(stored, file({ durationSeconds: 100 }), loud);
    expect(revision.kind).toBe('unchanged');
    expect(revision.episode).toBe(stored);
  });

  test('given a published one that mailed nobody, it never comes to mail anybody', () => {
    const stored = anEpisode({ status: 'published', publishedAt: '2020-01-01' });
    for (const announce of ['recent', 'always', 'never'])
      expect(revised(stored, file({ announce, publishedAt: '2026-12-01' }), quiet).episode.announce).toBe(
        'never',
      );
  });

  test('given a published one that is being announced, its announcing is not the file’s to change', () => {
    const stored = anEpisode({ status: 'published', publishedAt: '2026-12-01', announce: 'always' });
    expect(revised(stored, file({ announce: 'never' }), loud).episode.announce).toBe('always');
  });
});
