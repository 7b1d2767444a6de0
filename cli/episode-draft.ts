import type { Command } from 'commander';
import { z } from 'zod';
import { httpsUrl, text } from '../lambdas/episodes/fields.ts';
import { MAX_TITLE } from '../lambdas/episodes/episode.ts';
import { EpisodeId, ShowId } from '../lambdas/ids.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import type { Cli } from './session.ts';

export const registerEpisodeDraft = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('draft')
      .description(
        'draw an episode from show notes (plain text, Markdown or HTML): YAML to edit, and what was taken for what; nothing is written to the system',
      )
      .argument('<file>', 'the notes; "-" reads standard input')
      .option('--title <title>', 'the title, if the notes do not state it')
      .option('--id <id>', 'the id of the episode; made from the title if not given')
      .option('--page <url>', "the episode's page: links whose address the notes lost lead there"),
    {
      args: z.tuple([z.string()]),
      options: z.object({
        title: text(MAX_TITLE).optional(),
        id: EpisodeId.optional(),
        page: httpsUrl.optional(),
      }),
    },
    async (session, [file], { title, id, page }) => {
      const showId = session.show === undefined ? undefined : showIdOf(session.show);
      const { drawEpisode } = await import('./episode-drawing.ts');
      await drawEpisode(session, file, { showId, episodeId: id, title, pageUrl: page });
    },
  );

const showIdOf = (given: string): ShowId => {
  const showId = ShowId.safeParse(given);
  if (showId.success) return showId.data;
  throw new AnnouncerError('Usage', `--show: "${given}" is no id of a show, e.g. "glass-hour"`);
};
