import type { Command } from 'commander';
import { z } from 'zod';
import type { EpisodeSummary } from '../lambdas/episodes/ports.ts';
import { showInstant, table } from './output.ts';
import { type Cli, NO_ARGUMENTS } from './session.ts';
import { knownShowIdOf } from './show-of.ts';

const Options = z.object({
  status: z
    .enum(['draft', 'scheduled', 'published'], { error: 'must be draft, scheduled or published' })
    .optional(),
});

export const registerEpisodeList = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('list')
      .description('list the episodes of a show, drafts included')
      .option('--status <status>', 'only draft, scheduled or published ones'),
    { args: NO_ARGUMENTS, options: Options },
    async (session, _args, { status }) => {
      const showId = await knownShowIdOf(session);
      const catalog = await (await session.connection()).catalog();
      const episodes: EpisodeSummary[] = [];
      for await (const summary of catalog.episodes(showId))
        if (status === undefined || summary.status === status) episodes.push(summary);
      session.output.result({ showId, episodes }, () =>
        episodes.length === 0
          ? `show ${showId} has no ${status === undefined ? '' : `${status} `}episodes; announcer episode put FILE writes one`
          : table(['EPISODE', 'STATUS', 'DATE', 'TITLE'], episodes.map(row)),
      );
    },
  );

const row = (summary: EpisodeSummary): readonly string[] => [
  summary.episodeId,
  summary.status,
  date(summary),
  summary.title,
];

const date = ({ publishAt, publishedAt }: EpisodeSummary): string => {
  const instant = publishAt ?? publishedAt;
  return instant === undefined ? '' : showInstant(instant);
};
