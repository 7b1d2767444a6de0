import type { Command } from 'commander';
import { z } from 'zod';
import { eligibility } from '../lambdas/announcements/eligibility.ts';
import type { Episode, PublishedEpisode } from '../lambdas/episodes/episode.ts';
import { announceAfterwards, publishEpisode } from '../lambdas/episodes/publish.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { type AnnouncementId, announcementIdOf } from '../lambdas/ids.ts';
import { episodeNameOf } from './episode-of.ts';
import { showInstant } from './output.ts';
import type { Cli, Session } from './session.ts';

const Options = z.object({
  atOnce: z.boolean().default(false),
  announceAnyway: z.boolean().default(false),
  withoutAnnouncement: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

export const registerEpisodePublish = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('publish')
      .description(
        'publish an episode: every confirmed subscriber is mailed it once; this cannot be taken back',
      )
      .argument('<episode>', 'EPISODE or SHOW/EPISODE')
      .option('--at-once', 'publish a scheduled episode now instead of at its time')
      .option(
        '--announce-anyway',
        'mail it although it is dated more than seven days ago, or was published quietly',
      )
      .option('--without-announcement', 'publish it for the archive alone and mail nobody')
      .addHelpText(
        'after',
        `
An episode dated more than seven days ago is a back catalogue being filled: publishing it is
refused until you say whether it is to be mailed (--announce-anyway) or not (--without-announcement).
Publishing twice changes nothing and sends nothing more.`,
      ),
    { args: z.tuple([z.string()]), options: Options },
    async (session, [id], options) => {
      if (options.announceAnyway && options.withoutAnnouncement)
        throw new AnnouncerError('Usage', '--announce-anyway and --without-announcement exclude each other');
      const name = await episodeNameOf(session, id);
      const catalog = await (await session.connection()).catalog();
      const publication = await publishEpisode(catalog, name, {
        now: session.clock.now(),
        announce: chosen(options),
        approve: (candidate, was) => approve(session, candidate, was, options),
      });
      if (publication.kind === 'published') reportPublished(session, publication.episode);
      else await reportPublishedBefore(session, publication.episode, options);
    },
  );

const chosen = (options: Options): Episode['announce'] | undefined => {
  if (options.announceAnyway) return 'always';
  return options.withoutAnnouncement ? 'never' : undefined;
};

const approve = async (
  session: Session,
  candidate: PublishedEpisode,
  was: Episode,
  options: Options,
): Promise<void> => {
  if (was.status === 'scheduled' && !options.atOnce)
    throw new AnnouncerError(
      'TransitionRefused',
      `episode ${was.episodeId} publishes itself at ${showInstant(was.publishAt)}: add --at-once to publish it now`,
    );
  const judged = eligibility(candidate, session.clock.now());
  if (judged.kind === 'not announced' && candidate.announce === 'recent')
    throw new AnnouncerError(
      'TransitionRefused',
      `episode ${candidate.episodeId} is dated ${showInstant(candidate.publishedAt)}, more than seven days ago, so ` +
        'publishing it would mail nobody. Add --announce-anyway to mail it to every confirmed subscriber, ' +
        'or --without-announcement to publish it for the archive alone. Nothing was changed.',
    );
};

const reportPublished = (session: Session, episode: PublishedEpisode): void => {
  const { showId, episodeId, title, publishedAt } = episode;
  const judged = eligibility(episode, session.clock.now());
  const announcementId = judged.kind === 'eligible' ? announcementIdOf(showId, episodeId) : null;
  session.output.result({ showId, episodeId, result: 'published', publishedAt, announcementId }, () =>
    announcementId === null
      ? `Published ${episodeId} (${title}) for the archive alone. Nobody is mailed.`
      : `Published ${episodeId} (${title}). ${beginning(episode)}`,
  );
};

const reportPublishedBefore = async (
  session: Session,
  episode: PublishedEpisode,
  options: Options,
): Promise<void> => {
  const { showId, episodeId, publishedAt } = episode;
  const connection = await session.connection();
  const announcementId = announcementIdOf(showId, episodeId);
  const announced = await (await connection.announcements()).read(announcementId);
  const already = `${episodeId} is published already (dated ${showInstant(publishedAt)})`;
  const say = (result: string, id: AnnouncementId | null, text: string) =>
    session.output.result({ showId, episodeId, result, publishedAt, announcementId: id }, text);

  if (announced !== undefined)
    return say(
      'published before',
      announcementId,
      `${already} and announced (${announced.state.kind}). Nothing was changed and nothing more is sent.`,
    );
  if (options.announceAnyway) {
    await announceAfterwards(await connection.catalog(), episode);
    return say('announced afterwards', announcementId, `${already}. ${beginning(episode)}`);
  }
  const judged = eligibility(episode, session.clock.now());
  if (judged.kind === 'eligible')
    return say('published before', announcementId, `${already}. ${beginning(episode)} Nothing was changed.`);
  return say(
    'published before',
    null,
    `${already} and was not announced: ${judged.why}. Nothing was changed and nothing is sent; --announce-anyway mails it.`,
  );
};

const beginning = ({ showId, episodeId }: PublishedEpisode): string =>
  `Its announcement begins within seconds.\nFollow it: announcer announcement status ${showId}/${episodeId} --follow`;
