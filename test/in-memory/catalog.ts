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
  const valid = (showId: ShowId): readonly Episode[] =>
    [...episodesOf(showId).values()].flatMap((row) => (row.kind === 'found' ? [row.value] : []));

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
      yield* valid(showId)
        .toSorted((a, b) => (a.episodeId < b.episodeId ? -1 : 1))
        .map(summaryOf);
    },
    publishedBefore: async (showId, before, limit) =>
      published(valid(showId), (publishedAt) => publishedAt < before)
        .toSorted((a, b) => (a.publishedAt > b.publishedAt ? -1 : 1))
        .slice(0, limit)
        .map(summaryOf),
    publishedSince: async (showId, since) =>
      published(valid(showId), (publishedAt) => publishedAt >= since)
        .toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1))
        .map(summaryOf),
    scheduledUntil: async (showId, until) =>
      valid(showId)
        .filter((episode) => episode.status === 'scheduled' && episode.publishAt <= until)
        .map(summaryOf),
    putRaw: ({ showId, episodeId }, row) => {
      if (episodeId === undefined) shows.set(showId, rowOf(parse(Show, row)));
      else episodesOf(showId).set(episodeId, rowOf(parse(Episode, row)));
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

const published = (episodes: readonly Episode[], dated: (publishedAt: string) => boolean) =>
  episodes.flatMap((episode) =>
    episode.status === 'published' && dated(episode.publishedAt) ? [episode] : [],
  );

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
