import type { Command } from 'commander';
import { z } from 'zod';
import { eligibility } from '../lambdas/announcements/eligibility.ts';
import type { Episode, PublishedEpisode } from '../lambdas/episodes/episode.ts';
import { publishEpisode } from '../lambdas/episodes/publish.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { followAnnouncement } from './announcement-status.ts';
import { episodeNameOf } from './episode-of.ts';
import { preflightBeforePublishing } from './episode-preflight.ts';
import { tellPublished, tellPublishedBefore } from './episode-published.ts';
import { showInstant } from './output.ts';
import type { Cli, Session } from './session.ts';

const Options = z.object({
  atOnce: z.boolean().default(false),
  announceAnyway: z.boolean().default(false),
  withoutAnnouncement: z.boolean().default(false),
  follow: z.boolean().default(false),
  force: z.boolean().default(false),
  checkLinks: z.boolean().default(false),
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
      .option('--check-links', 'ask for every address in the email first')
      .option('--force', 'publish although the look at the email found errors')
      .option('--follow', 'watch the announcement until it is closed')
      .addHelpText(
        'after',
        `
An episode dated more than seven days ago is a back catalogue being filled: publishing it is
refused until you say whether it is to be mailed (--announce-anyway) or not (--without-announcement).
Before anything goes out the email is looked over as it will arrive: errors refuse the publishing,
warnings are told.

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
      const told =
        publication.kind === 'published'
          ? tellPublished(session, publication.episode)
          : await tellPublishedBefore(session, publication.episode, options.announceAnyway);
      session.output.result(told.value, told.text);
      const { inbox } = await session.connection();
      if (inbox !== undefined && told.value.announcementId !== null)
        session.output.note(`This system mails nobody in earnest: read it in the inbox, ${inbox}`);
      if (options.follow && told.value.announcementId !== null) await followAnnouncement(session, id);
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
  if (judged.kind === 'eligible') await preflightBeforePublishing(session, candidate, was, options);
};
