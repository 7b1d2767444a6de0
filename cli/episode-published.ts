import { eligibility } from '../lambdas/announcements/eligibility.ts';
import type { PublishedEpisode } from '../lambdas/episodes/episode.ts';
import { announceAfterwards } from '../lambdas/episodes/publish.ts';
import { type AnnouncementId, announcementIdOf } from '../lambdas/ids.ts';
import { showInstant } from './output.ts';
import type { Session } from './session.ts';

/** What publishing came to, for programs and for people. Without an announcement nobody is mailed. */
export type Told = {
  readonly value: {
    readonly showId: string;
    readonly episodeId: string;
    readonly publishedAt: string;
    readonly result: 'published' | 'published before' | 'announced afterwards';
    readonly announcementId: AnnouncementId | null;
  };
  readonly text: string;
};

export const tellPublished = (session: Session, episode: PublishedEpisode): Told => {
  const name = `${episode.episodeId} (${episode.title})`;
  return eligibility(episode, session.clock.now()).kind === 'eligible'
    ? told(episode, 'published', 'announced', `Published ${name}. ${beginning(session, episode)}`)
    : told(episode, 'published', 'quiet', `Published ${name} for the archive alone. Nobody is mailed.`);
};

/** Publishing a second time: says how it stands, and changes nothing unless it is to be announced afterwards. */
export const tellPublishedBefore = async (
  session: Session,
  episode: PublishedEpisode,
  announceAnyway: boolean,
): Promise<Told> => {
  const connection = await session.connection();
  const announcements = await connection.announcements();
  const announced = await announcements.read(announcementIdOf(episode.showId, episode.episodeId));
  const already = `${episode.episodeId} is published already (dated ${showInstant(episode.publishedAt)})`;
  if (announced !== undefined)
    return told(
      episode,
      'published before',
      'announced',
      `${already} and announced (${announced.state.kind}). Nothing was changed and nothing more is sent.`,
    );
  if (announceAnyway) {
    await announceAfterwards(await connection.catalog(), episode);
    return told(episode, 'announced afterwards', 'announced', `${already}. ${beginning(session, episode)}`);
  }
  const judged = eligibility(episode, session.clock.now());
  if (judged.kind === 'eligible')
    return told(
      episode,
      'published before',
      'announced',
      `${already}. Nothing was changed. ${beginning(session, episode)}`,
    );
  return told(
    episode,
    'published before',
    'quiet',
    `${already} and was not announced: ${judged.why}. Nothing was changed and nothing is sent; --announce-anyway mails it.`,
  );
};

const told = (
  { showId, episodeId, publishedAt }: PublishedEpisode,
  result: Told['value']['result'],
  announcing: 'announced' | 'quiet',
  text: string,
): Told => ({
  value: {
    showId,
    episodeId,
    publishedAt,
    result,
    announcementId: announcing === 'announced' ? announcementIdOf(showId, episodeId) : null,
  },
  text,
});

const beginning = (session: Session, { showId, episodeId }: PublishedEpisode): string =>
  `Its announcement begins within seconds.\nFollow it: ${session.command(`announcement status ${showId}/${episodeId} --follow`)}`;
