import { episodeKey, summaryOf as summaryOfRow } from '../../lambdas/aws/catalog-row.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import type { Catalog, EpisodeSummary, Stored } from '../../lambdas/episodes/ports.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import { type Parsed, parse } from '../../lambdas/faults.ts';
import type { EpisodeId, ShowId } from '../../lambdas/ids.ts';

export type InMemoryCatalog = Catalog & {
  /** What other hands can do to a table: any row at all, a record or not. */
  putRaw(key: { readonly showId: ShowId; readonly episodeId?: EpisodeId }, row: unknown): void;
};

/** Rows are parsed on reading, as they are from a table that other hands write to as well. */
export const createInMemoryCatalog = (): InMemoryCatalog => {
  const shows = new Map<ShowId, Row<Show>>();
  const episodes = new Map<ShowId, Map<EpisodeId, Row<Episode>>>();
  const episodesOf = (showId: ShowId): Map<EpisodeId, Row<Episode>> => {
    const found = episodes.get(showId) ?? new Map<EpisodeId, Row<Episode>>();
    episodes.set(showId, found);
    return found;
  };
  /** A row with a fault is listed all the same, as far as it can be read: that is how the sweep comes to report it. */
  const spoilt = new Map<Row<Episode>, EpisodeSummary | undefined>();
  const listed = (showId: ShowId): readonly EpisodeSummary[] =>
    [...episodesOf(showId).values()].flatMap((row) =>
      row.kind === 'found' ? [summaryOf(row.value)] : (spoilt.get(row) ?? []),
    );

  return {
    show: async (showId) => shows.get(showId) ?? { kind: 'missing' },
    shows: async () =>
      [...shows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([showId, stored]) => ({ showId, stored })),
    putShow: async (show) => void shows.set(show.showId, { kind: 'found', value: show }),
    episode: async (showId, episodeId) => episodesOf(showId).get(episodeId) ?? { kind: 'missing' },
    putEpisode: async (episode, unless) => {
      const rows = episodesOf(episode.showId);
      const stored = rows.get(episode.episodeId);
      if (statusOf(stored) !== unless.statusWas) return 'changed meanwhile';
      if (unless.publishAtWas !== undefined && publishAtOf(stored) !== unless.publishAtWas)
        return 'changed meanwhile';
      rows.set(episode.episodeId, { kind: 'found', value: episode });
      return 'written';
    },
    episodes: async function* (showId) {
      yield* listed(showId).toSorted((a, b) => (a.episodeId < b.episodeId ? -1 : 1));
    },
    publishedBefore: async (showId, before, limit) =>
      published(listed(showId), (publishedAt) => publishedAt < before)
        .toReversed()
        .slice(0, limit),
    publishedSince: async (showId, since) => published(listed(showId), (publishedAt) => publishedAt >= since),
    scheduledUntil: async (showId, until) =>
      listed(showId).filter(
        ({ status, publishAt }) => status === 'scheduled' && publishAt !== undefined && publishAt <= until,
      ),
    putRaw: ({ showId, episodeId }, row) => {
      if (episodeId === undefined) shows.set(showId, rowOf(parse(Show, row)));
      else {
        const stored = rowOf(parse(Episode, row));
        const raw = typeof row === 'object' && row !== null ? row : {};
        spoilt.set(stored, summaryOfRow({ ...raw, ...episodeKey(showId, episodeId) }));
        episodesOf(showId).set(episodeId, stored);
      }
    },
  };
};

type Row<T> = Exclude<Stored<T>, { kind: 'missing' }>;

const rowOf = <T>(parsed: Parsed<T>): Row<T> =>
  parsed.ok ? { kind: 'found', value: parsed.value } : { kind: 'invalid', faults: parsed.faults };

const statusOf = (row: Row<Episode> | undefined): Episode['status'] | 'missing' | 'invalid' => {
  if (row === undefined) return 'missing';
  return row.kind === 'found' ? row.value.status : 'invalid';
};

const publishAtOf = (row: Row<Episode> | undefined): string | undefined =>
  row?.kind === 'found' && row.value.status === 'scheduled' ? row.value.publishAt : undefined;

/** By their dates. Without one an episode is in no index of dates. */
const published = (
  episodes: readonly EpisodeSummary[],
  dated: (publishedAt: string) => boolean,
): readonly EpisodeSummary[] =>
  episodes
    .flatMap((episode) => {
      const { status, publishedAt = '' } = episode;
      return status === 'published' && publishedAt !== '' && dated(publishedAt)
        ? [{ publishedAt, episode }]
        : [];
    })
    .toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1))
    .map(({ episode }) => episode);

const summaryOf = (episode: Episode): EpisodeSummary => ({
  showId: episode.showId,
  episodeId: episode.episodeId,
  title: episode.title,
  status: episode.status,
  announce: episode.announce,
  ...(episode.publishedAt === undefined ? {} : { publishedAt: episode.publishedAt }),
  ...(episode.status === 'scheduled' ? { publishAt: episode.publishAt } : {}),
  ...(episode.durationSeconds === undefined ? {} : { durationSeconds: episode.durationSeconds }),
  ...(episode.number === undefined ? {} : { number: episode.number }),
  ...(episode.pageUrl === undefined ? {} : { pageUrl: episode.pageUrl }),
});
