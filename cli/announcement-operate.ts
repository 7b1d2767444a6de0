import type { Command } from 'commander';
import { z } from 'zod';
import type { Announcement } from '../lambdas/announcements/announcement.ts';
import {
  cancelAnnouncement,
  pauseAnnouncement,
  resumeAnnouncement,
} from '../lambdas/announcements/operate.ts';
import { announcementOf, operateDeps } from './announcement-of.ts';
import { type Cli, NO_OPTIONS, type Session } from './session.ts';

const EPISODE = ['<episode>', 'EPISODE or SHOW/EPISODE'] as const;

export const registerAnnouncementPause = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('pause')
      .description('stop sending before the next window; resume goes on where it stopped')
      .argument(...EPISODE)
      .option('--reason <text>', 'kept and shown until it is resumed'),
    {
      args: z.tuple([z.string()]),
      options: z.object({ reason: z.string().min(1).max(300).default('no reason given') }),
    },
    async (session, [id], { reason }) => {
      const now = await pauseAnnouncement(
        await operateDeps(session),
        await announcementOf(session, id),
        reason,
      );
      say(
        session,
        now,
        'paused. What is with SES at this moment still goes out; resume goes on with the rest.',
      );
    },
  );

export const registerAnnouncementResume = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('resume')
      .description('go on with an announcement that is paused or parked')
      .argument(...EPISODE),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [id]) => {
      const now = await resumeAnnouncement(await operateDeps(session), await announcementOf(session, id));
      say(
        session,
        now,
        `running again. Nobody who was mailed is mailed twice.${
          now.brakes === 'released' ? ' Its brakes are released: bounces and complaints stop it no more.' : ''
        }`,
      );
    },
  );

export const registerAnnouncementCancel = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('cancel')
      .description('end an announcement for good: who is not yet mailed is excluded and never will be')
      .argument(...EPISODE),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [id]) => {
      const now = await cancelAnnouncement(await operateDeps(session), await announcementOf(session, id));
      say(session, now, 'cancelled, for good. Who was not yet mailed counts as excluded.');
    },
  );

const say = (session: Session, { announcementId, state }: Announcement, text: string): void =>
  session.output.result({ announcementId, state }, `${announcementId} is ${text}`);
