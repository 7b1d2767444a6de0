import type { Command } from 'commander';
import { z } from 'zod';
import { type Cli, NO_OPTIONS } from './session.ts';

export const registerFeedCheck = (feed: Command, cli: Cli): Command =>
  cli.verb(
    feed
      .command('check')
      .description('read a feed and say what its items would become; nothing is written')
      .argument('[url-or-file]', "the feed; the show's own if not given"),
    { args: z.tuple([z.string().optional()]), options: NO_OPTIONS },
    async (session, [named]) => {
      const { checkFeedAt } = await import('./feed-checking.ts');
      await checkFeedAt(session, named);
    },
  );
