import type { Command } from 'commander';
import { z } from 'zod';
import { feedLocationOf } from './feed-location.ts';
import { watchFeed } from './feed-watching.ts';
import type { Cli } from './session.ts';
import { loadShow } from './show-of.ts';

export const registerFeedWatch = (feed: Command, cli: Cli): Command =>
  cli.verb(
    feed
      .command('watch')
      .description(
        'announce from a feed as the deployed poller does, until Ctrl-C: the first reading is back catalogue, a new item becomes what the show wants',
      )
      .argument(
        '[url-or-file]',
        "the feed; the show's own if not given. A file is read again when it is saved",
      )
      .option('--every <seconds>', 'how often an address is asked', '300')
      .option('--watch', 'is what it does anyway'),
    {
      args: z.tuple([z.string().optional()]),
      options: z.object({ every: z.coerce.number().int().min(5, 'at least 5 seconds').max(86_400) }),
    },
    async (session, [named], { every }) => {
      const show = await loadShow(session);
      await watchFeed(session, show, await feedLocationOf(session, named), every);
    },
  );
