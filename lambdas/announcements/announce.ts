import { createHash } from 'node:crypto';
import type { PublishedEpisode } from '../episodes/episode.ts';
import type { Catalog, EpisodeSummary } from '../episodes/ports.ts';
import type { Show } from '../episodes/show.ts';
import type { Fault } from '../faults.ts';
import { type AnnouncementId, announcementIdOf, type EpisodeId, type ShowId } from '../ids.ts';
import type { Announcement } from './announcement.ts';
import { eligibility } from './eligibility.ts';
import type { AnnouncementContent, AnnouncementStore, Clock, Log, Queues } from './ports.ts';

/** How many other episodes of the show an email mentions. */
export const RECENT_EPISODES = 5;

/** Renders an episode and composes its message, once for the whole audience. */
export type Composer = (
  show: Show,
  episode: PublishedEpisode,
  recent: readonly EpisodeSummary[],
) => Promise<AnnouncementContent>;

export type AnnounceDeps = {
  readonly catalog: Pick<Catalog, 'show' | 'episode' | 'publishedBefore'>;
  readonly announcements: Pick<AnnouncementStore, 'read' | 'create' | 'markOpen'>;
  readonly queues: Pick<Queues, 'plan'>;
  readonly compose: Composer;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
};

export type Announced =
  | { readonly kind: 'announced' | 'announced before'; readonly announcementId: AnnouncementId }
  | { readonly kind: 'not announced'; readonly why: string }
  | { readonly kind: 'invalid'; readonly record: 'show' | 'episode'; readonly faults: readonly Fault[] };

/**
 * Creates the announcement of a published episode, once. Called for every trigger there is (the stream, its
 * replays, the sweep): whoever comes second finds the first one's announcement and only makes sure it is planned.
 */
export const announce = async (
  deps: AnnounceDeps,
  showId: ShowId,
  episodeId: EpisodeId,
): Promise<Announced> => {
  const announcementId = announcementIdOf(showId, episodeId);
  const earlier = await deps.announcements.read(announcementId);
  if (earlier !== undefined) {
    // A crash may have come between creating the announcement and asking for its plan.
    if (earlier.plan.kind === 'planning') await deps.queues.plan(announcementId);
    return { kind: 'announced before', announcementId };
  }

  const [episode, show] = await Promise.all([
    deps.catalog.episode(showId, episodeId),
    deps.catalog.show(showId),
  ]);
  if (episode.kind === 'missing') return { kind: 'not announced', why: 'the episode does not exist' };
  const invalid = async (record: 'show' | 'episode', faults: readonly Fault[]): Promise<Announced> => {
    // The sweep reports it from now on, whatever its date says, and announces it once it is mended.
    await deps.announcements.markOpen(announcementId, 0);
    return { kind: 'invalid', record, faults };
  };
  if (episode.kind === 'invalid') return invalid('episode', episode.faults);
  const judged = eligibility(episode.value, deps.clock.now());
  if (judged.kind === 'not announced') return judged;
  if (show.kind === 'missing') return { kind: 'not announced', why: `the show ${showId} does not exist` };
  if (show.kind === 'invalid') return invalid('show', show.faults);

  const recent = await recentEpisodes(deps.catalog, judged.episode);
  const content = await deps.compose(show.value, judged.episode, recent);
  const created = await deps.announcements.create(
    newAnnouncement(announcementId, judged.episode, content, deps.clock.now()),
    content,
  );
  await deps.queues.plan(announcementId);
  if (created === 'exists') return { kind: 'announced before', announcementId };
  deps.log('announcement.created', { announcementId });
  return { kind: 'announced', announcementId };
};

/** The episodes published before this one, newest first. */
export const recentEpisodes = async (
  catalog: Pick<Catalog, 'publishedBefore'>,
  episode: PublishedEpisode,
): Promise<readonly EpisodeSummary[]> =>
  (await catalog.publishedBefore(episode.showId, episode.publishedAt, RECENT_EPISODES + 1))
    .filter(({ episodeId }) => episodeId !== episode.episodeId)
    .slice(0, RECENT_EPISODES);

const newAnnouncement = (
  announcementId: AnnouncementId,
  episode: PublishedEpisode,
  content: AnnouncementContent,
  now: number,
): Announcement => ({
  announcementId,
  showId: episode.showId,
  episodeId: episode.episodeId,
  title: episode.title,
  createdAt: now,
  contentHash: createHash('sha256').update(content.message.bytes).digest('hex'),
  plan: { kind: 'planning' },
  state: { kind: 'running' },
  brakes: 'on',
  verdict: { kind: 'none' },
  revision: 0,
});
