import type { Command } from 'commander';
import { describeFaults } from '../lambdas/faults.ts';
import { table } from './output.ts';
import { type Cli, NO_ARGUMENTS, NO_OPTIONS } from './session.ts';

export const registerShowList = (show: Command, cli: Cli): Command =>
  cli.verb(
    show.command('list').description('list the shows'),
    { args: NO_ARGUMENTS, options: NO_OPTIONS },
    async (session) => {
      const catalog = await (await session.connection()).catalog();
      const shows = await catalog.shows();
      const found = shows.flatMap(({ stored }) => (stored.kind === 'found' ? [stored.value] : []));
      for (const { showId, stored } of shows)
        if (stored.kind === 'invalid')
          session.output.warn(describeFaults(`show ${showId} as it is stored`, stored.faults));
      session.output.result({ shows: found }, () =>
        found.length === 0
          ? 'no show here yet: write one with "announcer show put FILE"'
          : table(
              ['SHOW', 'SENDER', 'NAME'],
              found.map(({ showId, sender, name }) => [showId, sender.address, name]),
            ),
      );
    },
  );
