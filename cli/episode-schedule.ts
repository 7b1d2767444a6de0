import type { Command } from 'commander';
import { z } from 'zod';
import { eligibility } from '../lambdas/announcements/eligibility.ts';
import type { Episode } from '../lambdas/episodes/episode.ts';
import { published } from '../lambdas/episodes/publish.ts';
import { scheduledFor } from '../lambdas/episodes/schedule.ts';
import { readTime, showInZone } from '../lambdas/episodes/wall-clock.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { episodeNameOf, loadEpisode } from './episode-of.ts';
import { preflightBeforePublishing } from './episode-preflight.ts';
import { showDuration, showInstant } from './output.ts';
import { remind } from './reminders.ts';
import type { Cli, Session } from './session.ts';
import { foundShow } from './show-of.ts';

const Options = z.object({
  at: z.string('is needed, e.g. --at "2026-12-01 09:00"'),
  zone: z
    .string()
    .refine((zone) => isZone(zone), 'must be an IANA time zone, e.g. "Europe/London"')
    .optional(),
  force: z.boolean().default(false),
  checkLinks: z.boolean().default(false),
});

export const registerEpisodeSchedule = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('schedule')
      .description(
        'have an episode publish itself at a time; again moves it, "episode unschedule" takes it back',
      )
      .argument('<episode>', 'EPISODE or SHOW/EPISODE')
      .option('--at <time>', 'e.g. "2026-12-01 09:00", or with an offset "2026-12-01 09:00+01:00"')
      .option('--zone <zone>', 'whose clock that is; the show’s time zone unless given')
      .option('--check-links', 'ask for every address in the email first')
      .option('--force', 'schedule although the look at the email found errors')
      .addHelpText(
        'after',
        `
The email is looked over as when publishing, while somebody is there to mend it.

The time is read on the clock of the show's time zone, or of --zone. A time that the change of
clocks skips is refused, one that it repeats has to be written with its offset.`,
      ),
    { args: z.tuple([z.string()]), options: Options },
    async (session, [id], options) => {
      const name = await episodeNameOf(session, id);
      const zone = options.zone ?? (await zoneOf(session, name.showId));
      const at = instantOf(options.at, zone);
      const before = await loadEpisode(session, name);
      const scheduling = scheduledFor(before, at, session.clock.now());
      if (scheduling.kind === 'refused')
        throw new AnnouncerError(
          'TransitionRefused',
          `episode ${name.episodeId}: ${scheduling.why}. Nothing was changed.`,
        );
      const { episode: next } = scheduling;
      refuseSilence(next, at);
      await lookOver(session, next, at, options);
      const connection = await session.connection();
      if (scheduling.kind === 'changed') {
        const catalog = await connection.catalog();
        if ((await catalog.putEpisode(next, { statusWas: before.status })) === 'changed meanwhile')
          throw new AnnouncerError(
            'TransitionRefused',
            `episode ${name.episodeId} was changed by somebody else just now: try again`,
          );
      }
      // Also where nothing changed: the last attempt may have got no further than the record.
      const fault = await remind(connection, (reminders) =>
        reminders.set({ ...name, publishAt: next.publishAt }),
      );
      if (fault !== undefined) session.output.warn(withoutReminder(fault));
      session.output.result({ ...name, publishAt: next.publishAt, zone, result: 'scheduled' }, () =>
        [
          `${next.title} publishes itself in ${showDuration(at - session.clock.now())}:`,
          `  ${showInZone(at, zone)}`,
          `  ${showInstant(at)}`,
          `Take it back: ${session.command(`episode unschedule ${id}`)}`,
        ].join('\n'),
      );
    },
  );

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const zoneOf = async (session: Session, showId: Episode['showId']): Promise<string> => {
  const catalog = await (await session.connection()).catalog();
  return foundShow(showId, await catalog.show(showId)).timeZone;
};

const instantOf = (text: string, zone: string): number => {
  const read = readTime(text, zone);
  switch (read.kind) {
    case 'instant':
      return read.at;
    case 'unreadable':
      throw new AnnouncerError('Usage', `--at "${text}": ${read.why}`);
    case 'skipped':
      throw new AnnouncerError(
        'Usage',
        `--at "${text}": the clocks in ${zone} go forward over that time. Write "${read.before}" or "${read.after}"`,
      );
    case 'twice':
      throw new AnnouncerError(
        'Usage',
        `--at "${text}": the clocks in ${zone} go back, and show that time twice. Write "${read.first}" for the first or "${read.second}" for the second`,
      );
    default:
      return read satisfies never;
  }
};

/** Nobody should learn on the morning itself that an old date keeps the announcement back. */
const refuseSilence = (episode: Episode, at: number): void => {
  const judged = eligibility(published(episode, at).episode, at);
  if (judged.kind === 'not announced' && episode.announce === 'recent')
    throw new AnnouncerError(
      'TransitionRefused',
      `episode ${episode.episodeId} would mail nobody: ${judged.why}. Correct its publishedAt or leave it out, ` +
        'or write "announce: always" or "announce: never" into its file. Nothing was changed.',
    );
};

const lookOver = async (
  session: Session,
  next: Episode,
  at: number,
  options: { readonly force: boolean; readonly checkLinks: boolean },
): Promise<void> => {
  const { episode } = published(next, at);
  if (eligibility(episode, at).kind === 'eligible')
    await preflightBeforePublishing(session, episode, next, options);
};

const withoutReminder = (fault: string): string =>
  `EventBridge Scheduler did not take it (${fault}). The sweep publishes it instead, up to five minutes late.`;
