import type { Command } from 'commander';
import { z } from 'zod';
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
      .option('--once', 'read it once and end'),
    {
      args: z.tuple([z.string().optional()]),
      options: z.object({
        once: z.boolean().default(false),
        every: z.coerce.number().int().min(5, 'at least 5 seconds').max(86_400),
      }),
    },
    async (session, [named], { every, once }) => {
      const [{ feedLocationOf }, { readOnce, watchFeed }] = await Promise.all([
        import('./feed-location.ts'),
        import('./feed-watching.ts'),
      ]);
      const show = await loadShow(session);
      const location = await feedLocationOf(session, named);
      if (once) await readOnce(session, show, location);
      else await watchFeed(session, show, location, every);
    },
  );
