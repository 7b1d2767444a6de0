import type { Command } from 'commander';
import { z } from 'zod';
import { announcementStatus } from '../lambdas/announcements/status.ts';
import { follow } from './announcement-follow.ts';
import { announcementOf, sharedQuota } from './announcement-of.ts';
import { statusReport } from './announcement-report.ts';
import { EXIT } from './exit-codes.ts';
import type { Cli, Session } from './session.ts';

const Options = z.object({ follow: z.boolean().default(false) });

export const registerAnnouncementStatus = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('status')
      .description('state, counts, pace, time left, and who is in doubt and why')
      .argument('<episode>', 'EPISODE or SHOW/EPISODE')
      .option('--follow', 'watch it until it is closed; Ctrl-C stops watching, not sending'),
    { args: z.tuple([z.string()]), options: Options },
    async (session, [id], options) => {
      if (options.follow) return followAnnouncement(session, id);
      const connection = await session.connection();
      const status = await announcementStatus(
        {
          announcements: await connection.announcements(),
          quota: await sharedQuota(session),
          clock: session.clock,
        },
        await announcementOf(session, id),
      );
      session.output.result(status, () => statusReport(status, session));
    },
  );

/** Follows to the end and says how it ended: members in doubt make the exit status "needs a look". */
export const followAnnouncement = async (session: Session, id: string): Promise<void> => {
  const connection = await session.connection();
  const deps = {
    announcements: await connection.announcements(),
    quota: await sharedQuota(session),
    clock: session.clock,
  };
  const status = await follow(session, deps, await announcementOf(session, id));
  if (!session.output.json) session.output.result(status, statusReport(status, session));
  if (status.announcement.state.kind !== 'closed') return session.setExit(EXIT.interrupted);
  if (status.books.unknown > 0) session.setExit(EXIT.partly);
};
