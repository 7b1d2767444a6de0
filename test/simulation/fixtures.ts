import { Episode, type PublishedEpisode } from '../../lambdas/episodes/episode.ts';
import { Show } from '../../lambdas/episodes/show.ts';

const show = (showId: string, name: string) =>
  Show.parse({
    showId,
    name,
    sender: { name, address: `${showId}@example.com` },
    website: 'https://example.com',
  });

export const SHOWS: readonly Show[] = [show('tides', 'Tides'), show('lanterns', 'Lanterns')];

const published = (showId: string, episodeId: string): PublishedEpisode => {
  const episode = Episode.parse({
    showId,
    episodeId,
    title: `${showId} ${episodeId}`,
    status: 'published',
    publishedAt: '2026-12-01T09:00:00Z',
  });
  if (episode.status !== 'published') throw new Error(`${episodeId} is not published`);
  return episode;
};

export const EPISODES: readonly PublishedEpisode[] = [
  published('tides', 'ep-1'),
  published('lanterns', 'ep-9'),
];
