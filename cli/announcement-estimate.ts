import type { Command } from 'commander';
import { z } from 'zod';
import { eligibility } from '../lambdas/announcements/eligibility.ts';
import { type Estimate, estimate } from '../lambdas/announcements/status.ts';
import { published } from '../lambdas/episodes/publish.ts';
import { announcementIdOf } from '../lambdas/ids.ts';
import { sharedQuota } from './announcement-of.ts';
import { episodeNameOf, loadEpisode } from './episode-of.ts';
import { fields, showDuration, showNumber } from './output.ts';
import { type Cli, NO_OPTIONS } from './session.ts';

export const registerAnnouncementEstimate = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('estimate')
      .description('whom publishing an episode would mail, how long it would take and what it would cost')
      .argument('<episode>', 'EPISODE or SHOW/EPISODE'),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [id]) => {
      const name = await episodeNameOf(session, id);
      const episode = await loadEpisode(session, name);
      const connection = await session.connection();
      const made = await estimate(
        { audience: await connection.audience(), quota: await sharedQuota(session), clock: session.clock },
        name.showId,
      );
      const now = session.clock.now();
      const judged = eligibility(published(episode, now).episode, now);
      const announcements = await connection.announcements();
      const before = await announcements.read(announcementIdOf(name.showId, name.episodeId));
      const hindrance =
        before !== undefined
          ? 'it has been announced, and an episode is announced once'
          : judged.kind === 'eligible'
            ? undefined
            : judged.why;
      session.output.result({ ...name, ...made, ...(hindrance !== undefined && { hindrance }) }, () =>
        report(episode.title, made, hindrance),
      );
    },
  );

const report = (title: string, made: Estimate, hindrance: string | undefined): string =>
  [
    `Announcing "${title}" now, before anything is sent:`,
    fields([
      ['audience', `${showNumber(made.audience)} confirmed subscribers`],
      [
        'time',
        made.seconds === undefined
          ? 'SES allows no messages now: it would wait until SES does'
          : `${showDuration(made.seconds * 1000)} at ${made.permittedPace.toFixed(1)} messages a second, nine tenths of what SES allows now`,
      ],
      ['daily quota', quota(made)],
      [
        'cost',
        `${dollars(made.cost.ses + made.cost.rest)} (SES ${dollars(made.cost.ses)}, all else ${dollars(made.cost.rest)})`,
      ],
      ['but', hindrance === undefined ? undefined : `publishing it would mail nobody: ${hindrance}`],
    ]),
  ].join('\n');

const quota = ({ headroom, fitsToday, audience }: Estimate): string => {
  if (headroom === undefined) return 'unlimited';
  if (fitsToday) return `enough: ${showNumber(headroom)} left in these 24 hours`;
  return `too small: ${showNumber(headroom)} left in these 24 hours, so ${showNumber(audience - headroom)} would wait until it frees, by itself`;
};

/** To the cent, and to the hundredth of one below that. */
const dollars = (amount: number): string => `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;
