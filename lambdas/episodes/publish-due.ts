import { isDeepStrictEqual } from 'node:util';
import type { Clock, Log } from '../announcements/ports.ts';
import { forLog } from '../faults.ts';
import type { EpisodeId, ShowId } from '../ids.ts';
import type { Episode } from './episode.ts';
import type { Catalog } from './ports.ts';
import { published } from './publish.ts';
import { type Due, due, type ScheduledEpisode } from './schedule.ts';

export type PublishDueDeps = {
  readonly catalog: Pick<Catalog, 'episode' | 'putEpisode'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
};

type Name = { readonly showId: ShowId; readonly episodeId: EpisodeId };

/** Between two readings a person may move or publish it; more than this in a row is not chance. */
const ATTEMPTS = 5;

export type DuePublication =
  | { readonly kind: 'published' }
  | Extract<Due, { kind: 'not due' }>
  | { readonly kind: 'not there' };

/**
 * Publishes a scheduled episode whose time has come. `firedFor` is the time that a reminder was made for; the sweep,
 * which looks at the catalog itself, has none.
 */
export const publishDueEpisode = async (
  deps: PublishDueDeps,
  { showId, episodeId }: Name,
  firedFor?: string,
): Promise<DuePublication> => {
  const names = { showId, episodeId };
  let before: Episode | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await deps.catalog.episode(showId, episodeId);
    if (stored.kind !== 'found') {
      if (stored.kind === 'invalid') deps.log('record.invalid', { ...names, faults: forLog(stored.faults) });
      return { kind: 'not there' };
    }
    const now = deps.clock.now();
    const judged = due(stored.value, firedFor, now);
    if (judged.kind === 'not due') return judged;
    if ((await commit(deps, judged.episode, isDeepStrictEqual(stored.value, before), now)) === 'written') {
      deps.log('episode.published', {
        ...names,
        publishAt: judged.episode.publishAt,
        lateMs: lateness(judged, now),
      });
      return { kind: 'published' };
    }
    before = stored.value;
  }
  throw new Error(`episode ${episodeId} changed under ${ATTEMPTS} attempts to publish it`);
};

/**
 * Only while the episode is still scheduled for that very time. Another hand may have written the same time in other
 * letters, which no condition matches: if nothing changed between two readings, its status alone decides.
 */
const commit = (
  { catalog }: PublishDueDeps,
  episode: ScheduledEpisode,
  unchanged: boolean,
  now: number,
): Promise<'written' | 'changed meanwhile'> =>
  catalog.putEpisode(published(episode, now).episode, {
    statusWas: 'scheduled',
    ...(unchanged ? {} : { publishAtWas: episode.publishAt }),
  });

const lateness = ({ episode }: Extract<Due, { kind: 'due' }>, now: number): number =>
  now - Date.parse(episode.publishAt);

/**
 * Every schedule of every show that should have fired by now: what the sweep does before it announces. One episode
 * that cannot be published keeps no other from its time.
 */
export const publishDue = async (
  deps: PublishDueDeps & { readonly catalog: Pick<Catalog, 'shows' | 'scheduledUntil'> },
): Promise<void> => {
  const until = new Date(deps.clock.now()).toISOString();
  for (const { showId } of await deps.catalog.shows())
    for (const { episodeId } of await deps.catalog.scheduledUntil(showId, until))
      try {
        await publishDueEpisode(deps, { showId, episodeId });
      } catch (error) {
        deps.log('publish.failed', { showId, episodeId, error: String(error) });
      }
};
