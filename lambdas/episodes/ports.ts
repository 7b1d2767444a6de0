import type { Fault } from '../faults.ts';
import type { EpisodeId, ShowId } from '../ids.ts';
import type { Episode, PublishedEpisode } from './episode.ts';
import type { Show } from './show.ts';

/** What reading a row gives: other hands may write to the table, so a row can be there and not be a record. */
export type Stored<T> =
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly faults: readonly Fault[] }
  | { readonly kind: 'found'; readonly value: T };

/** Enough of an episode for a list: no text beyond its title. */
export type EpisodeSummary = {
  readonly showId: ShowId;
  readonly episodeId: EpisodeId;
  readonly title: string;
  readonly status: Episode['status'];
  readonly announce: Episode['announce'];
  readonly publishedAt?: string;
  readonly publishAt?: string;
  readonly durationSeconds?: number;
  readonly number?: number;
  readonly pageUrl?: string;
};

export type Catalog = {
  show(showId: ShowId): Promise<Stored<Show>>;
  /** Every show of the deployment, by id; invalid ones among them. */
  shows(): Promise<readonly { readonly showId: ShowId; readonly stored: Stored<Show> }[]>;
  putShow(show: Show): Promise<void>;
  episode(showId: ShowId, episodeId: EpisodeId): Promise<Stored<Episode>>;
  /**
   * Writes the whole record if the stored one still has the status given (`missing`: if there is none).
   * A lost condition is an ordinary answer: somebody else changed it first; read again and decide again.
   */
  putEpisode(
    episode: Episode,
    unless: {
      readonly statusWas: Episode['status'] | 'missing';
      /** And, where given, the same time to publish itself at. */
      readonly publishAtWas?: string;
    },
  ): Promise<'written' | 'changed meanwhile'>;
  /** Every episode of a show in the order of ids, drafts included. */
  episodes(showId: ShowId): AsyncIterable<EpisodeSummary>;
  /** Published episodes, newest `publishedAt` first, from `before` (exclusive) backwards. */
  publishedBefore(showId: ShowId, before: string, limit: number): Promise<readonly EpisodeSummary[]>;
  /** Published episodes dated at or after an instant: what the sweep compares with the announcements. */
  publishedSince(showId: ShowId, since: string): Promise<readonly EpisodeSummary[]>;
  /** Scheduled episodes whose `publishAt` is at or before an instant: schedules that should have fired. */
  scheduledUntil(showId: ShowId, until: string): Promise<readonly EpisodeSummary[]>;
};

export type { Episode, PublishedEpisode, Show };
