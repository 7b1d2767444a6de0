import { Episode } from '../../lambdas/episodes/episode.ts';
import { Show } from '../../lambdas/episodes/show.ts';

export const aShow = (change: Record<string, unknown> = {}): Show =>
  Show.parse({
    showId: 'tidal-notes',
    name: 'Tidal Notes',
    sender: { name: 'Tidal Notes', address: 'mara@tidalnotes.example' },
    website: 'https://tidalnotes.example',
    ...change,
  });

export const anEpisode = (change: Record<string, unknown> = {}): Episode =>
  Episode.parse({
    showId: 'tidal-notes',
    episodeId: 'spring-tides',
    title: 'Spring tides',
    status: 'draft',
    ...change,
  });

export const EPISODE_YAML = `
showId: tidal-notes
episodeId: spring-tides
title: Spring tides
summary:
  - The moon pulls twice a day.
topics:
  - text: Why two bulges
    startSeconds: 95
durationSeconds: 3605
`;
