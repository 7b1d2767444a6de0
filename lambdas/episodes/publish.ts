import { AnnouncerError, invalidRecord } from '../errors.ts';
import type { EpisodeId, ShowId } from '../ids.ts';
import type { Episode, PublishedEpisode } from './episode.ts';
import type { Catalog } from './ports.ts';

export type Publication = {
  readonly kind: 'published' | 'published before';
  readonly episode: PublishedEpisode;
};

/**
 * The published form of an episode. Its date stays what the team wrote; without one it is now. Somebody who asks
 * for an announcement, or for none, has that written into the record, where the announcing function reads it.
 */
export const published = (
  episode: Episode,
  now: number,
  announce: Episode['announce'] = episode.announce,
): Publication => {
  switch (episode.status) {
    case 'published':
      return { kind: 'published before', episode };
    case 'draft':
      return { kind: 'published', episode: dated({ ...episode, announce }, now) };
    case 'scheduled': {
      const { publishAt: _fired, ...rest } = episode;
      return { kind: 'published', episode: dated({ ...rest, announce }, now) };
    }
    default:
      return episode satisfies never;
  }
};

const dated = (
  episode: Omit<PublishedEpisode, 'status' | 'publishedAt'> & { readonly publishedAt?: string | undefined },
  now: number,
): PublishedEpisode => ({
  ...episode,
  status: 'published',
  publishedAt: episode.publishedAt ?? new Date(now).toISOString(),
});

/** Between two readings somebody else may schedule or publish it; more than this in a row is not chance. */
const ATTEMPTS = 5;

/**
 * Publishes a stored episode, once: whoever comes second is told so and writes nothing. `approve` sees the
 * episode as it is and as it would be published, and throws to refuse.
 */
export const publishEpisode = async (
  catalog: Pick<Catalog, 'episode' | 'putEpisode'>,
  { showId, episodeId }: { readonly showId: ShowId; readonly episodeId: EpisodeId },
  request: {
    readonly now: number;
    readonly announce?: Episode['announce'] | undefined;
    readonly approve: (candidate: PublishedEpisode, was: Episode) => Promise<void>;
  },
): Promise<Publication> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await catalog.episode(showId, episodeId);
    if (stored.kind === 'missing')
      throw new AnnouncerError(
        'EpisodeNotFound',
        `no episode "${episodeId}" in show "${showId}": announcer episode list names those there are`,
      );
    if (stored.kind === 'invalid')
      throw invalidRecord(`episode ${episodeId} as it is stored cannot be published`, stored.faults);
    const publication = published(stored.value, request.now, request.announce);
    if (publication.kind === 'published before') return publication;
    await request.approve(publication.episode, stored.value);
    const written = await catalog.putEpisode(publication.episode, { statusWas: stored.value.status });
    if (written === 'written') return publication;
  }
  throw new Error(`episode ${episodeId} changed under ${ATTEMPTS} attempts to publish it`);
};

/**
 * Has an episode announced that was published quietly. The caller has seen that it has no announcement; should one
 * come into being meanwhile, the announcing function finds it and sends nothing more.
 */
export const announceAfterwards = async (
  catalog: Pick<Catalog, 'putEpisode'>,
  episode: PublishedEpisode,
): Promise<PublishedEpisode> => {
  const loud = { ...episode, announce: 'always' } as const;
  const written = await catalog.putEpisode(loud, { statusWas: 'published' });
  if (written === 'written') return loud;
  throw new AnnouncerError('TransitionRefused', `episode ${episode.episodeId} is not published any more`);
};
