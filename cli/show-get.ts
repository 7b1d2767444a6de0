import type { Command } from 'commander';
import { z } from 'zod';
import { foundShow, loadShow, parseShowId } from './show-of.ts';
import { type Cli, NO_OPTIONS } from './session.ts';

export const registerShowGet = (show: Command, cli: Cli): Command =>
  cli.verb(
    show
      .command('get')
      .description('print a show as the file that "show put" reads')
      .argument('[show]', 'its id; not needed while there is only one'),
    { args: z.tuple([z.string().optional()]), options: NO_OPTIONS },
    async (session, [id]) => {
      const found = id === undefined ? await loadShow(session) : await namedShow(session, id);
      const { stringify } = await import('yaml');
      session.output.result(found, () => stringify(found).trimEnd());
    },
  );

const namedShow = async (session: Parameters<typeof loadShow>[0], id: string) => {
  const showId = parseShowId(id, 'SHOW');
  const catalog = await (await session.connection()).catalog();
  return foundShow(showId, await catalog.show(showId));
};
