import type { Command } from 'commander';
import { z } from 'zod';
import { resolveDoubts } from '../lambdas/announcements/operate.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { announcementOf, operateDeps } from './announcement-of.ts';
import { EXIT } from './exit-codes.ts';
import { count } from './output.ts';
import type { Cli } from './session.ts';

const Options = z.object({ accept: z.boolean().default(false), resend: z.boolean().default(false) });

export const registerAnnouncementResolve = (announcement: Command, cli: Cli): Command =>
  cli.verb(
    announcement
      .command('resolve')
      .description('decide about all members whose outcome is unknown')
      .argument('<episode>', 'EPISODE or SHOW/EPISODE')
      .option('--accept', 'take them for mailed: at worst somebody misses this episode')
      .option('--resend', 'mail them again: at worst somebody gets this episode twice'),
    { args: z.tuple([z.string()]), options: Options },
    async (session, [id], { accept, resend }) => {
      if (accept === resend)
        throw new AnnouncerError(
          'Usage',
          'say what is to become of those in doubt: --accept (somebody may miss it) or --resend (somebody may get it twice)',
        );
      const announcementId = await announcementOf(session, id);
      const { settled, busyBatches } = await resolveDoubts(
        await operateDeps(session),
        announcementId,
        accept ? 'accept' : 'resend',
      );
      if (busyBatches > 0) session.setExit(EXIT.partly);
      session.output.result(
        { announcementId, settled, busyBatches, verdict: accept ? 'accept' : 'resend' },
        () =>
          [
            settled === 0 && busyBatches === 0
              ? `Nobody is in doubt in ${announcementId}.`
              : `${count(settled, 'member')} of ${announcementId} ${accept ? 'taken for accepted' : 'will be mailed again'}.`,
            ...(busyBatches === 0
              ? []
              : [`${count(busyBatches, 'batch', 'batches')} at work just now: the next sweep settles them.`]),
          ].join('\n'),
      );
    },
  );
