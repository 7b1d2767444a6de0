import type { Command } from 'commander';
import { z } from 'zod';
import { EXIT } from './exit-codes.ts';
import type { Cli } from './session.ts';
import { loadShow } from './show-of.ts';

export const registerFeedImport = (feed: Command, cli: Cli): Command =>
  cli.verb(
    feed
      .command('import')
      .description('make published episodes of all items of a feed, as back catalogue: nobody is mailed')
      .argument('[url-or-file]', "the feed; the show's own if not given")
      .option('--watch', 'then go on as "feed watch" does'),
    { args: z.tuple([z.string().optional()]), options: z.object({ watch: z.boolean().default(false) }) },
    async (session, [named], { watch }) => {
      const [{ feedLocationOf, written }, { openPolling, readOrRefuse, resultOf, told }, { watchFeed }] =
        await Promise.all([
          import('./feed-location.ts'),
          import('./feed-polling.ts'),
          import('./feed-watching.ts'),
        ]);
      const show = await loadShow(session);
      const location = await feedLocationOf(session, named);
      const polling = await openPolling(session, show, location, 'back catalogue');
      const poll = readOrRefuse(await polling.poll(), written(location));
      session.output.result(resultOf(poll), () => told(poll));
      if (poll.done.some(({ result }) => result.kind === 'again' || result.kind === 'refused'))
        session.setExit(EXIT.partly);
      if (watch) await watchFeed(session, show, location);
    },
  );
