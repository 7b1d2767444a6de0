import { z } from 'zod';
import { EpisodeId, ShowId } from '../ids.ts';
import type { Episode } from './episode.ts';
import { instant } from './fields.ts';

export type ScheduledEpisode = Extract<Episode, { status: 'scheduled' }>;
export type DraftEpisode = Extract<Episode, { status: 'draft' }>;

/** What a schedule says when it fires: which episode, and the time it was made for. */
export const Firing = z.strictObject({ showId: ShowId, episodeId: EpisodeId, publishAt: instant });
export type Firing = z.infer<typeof Firing>;

/** Outside of the catalog: what calls at the time. The record decides; a schedule only reminds. */
export type Reminders = {
  /** One reminder per episode: setting it again moves it. */
  set(firing: Firing): Promise<void>;
  /** Harmless where there is none. */
  clear(episode: { readonly showId: ShowId; readonly episodeId: EpisodeId }): Promise<void>;
};

export type Rescheduling<E extends Episode> =
  | { readonly kind: 'changed'; readonly episode: E }
  | { readonly kind: 'unchanged'; readonly episode: E }
  | { readonly kind: 'refused'; readonly why: string };

/** A minute from now at the earliest: sooner is publishing. */
export const SOONEST_MS = 60_000;

/** The episode with a time at which it publishes itself. `at` and `now` in milliseconds since 1970. */
export const scheduledFor = (episode: Episode, at: number, now: number): Rescheduling<ScheduledEpisode> => {
  if (at < now + SOONEST_MS)
    return {
      kind: 'refused',
      why: 'that is past or less than a minute away; to publish it now: episode publish',
    };
  const publishAt = new Date(at).toISOString();
  switch (episode.status) {
    case 'draft':
      return { kind: 'changed', episode: { ...episode, status: 'scheduled', publishAt } };
    case 'scheduled':
      return episode.publishAt === publishAt
        ? { kind: 'unchanged', episode }
        : { kind: 'changed', episode: { ...episode, publishAt } };
    case 'published':
      return { kind: 'refused', why: 'it is published already, and that cannot be taken back' };
    default:
      return episode satisfies never;
  }
};

/** A draft again. Whatever reminder is still about finds nothing to do. */
export const unscheduled = (episode: Episode): Rescheduling<DraftEpisode> => {
  switch (episode.status) {
    case 'draft':
      return { kind: 'unchanged', episode };
    case 'scheduled': {
      const { publishAt: _, ...draft } = episode;
      return { kind: 'changed', episode: { ...draft, status: 'draft' } };
    }
    case 'published':
      return { kind: 'refused', why: 'it is published already, and that cannot be taken back' };
    default:
      return episode satisfies never;
  }
};

export type Due =
  | { readonly kind: 'due'; readonly episode: ScheduledEpisode }
  | {
      readonly kind: 'not due';
      readonly why: 'published before' | 'no longer scheduled' | 'moved' | 'too early';
    };

/**
 * Whether a firing publishes the episode as it stands now. Late ones do; doubled ones find it published, stale
 * ones find another time or none. The episode's own record decides, never the message.
 */
export const due = (episode: Episode, firedFor: string | undefined, now: number): Due => {
  switch (episode.status) {
    case 'published':
      return { kind: 'not due', why: 'published before' };
    case 'draft':
      return { kind: 'not due', why: 'no longer scheduled' };
    case 'scheduled':
      if (firedFor !== undefined && firedFor !== episode.publishAt) return { kind: 'not due', why: 'moved' };
      if (Date.parse(episode.publishAt) > now) return { kind: 'not due', why: 'too early' };
      return { kind: 'due', episode };
    default:
      return episode satisfies never;
  }
};
