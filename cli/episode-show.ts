import type { Command } from 'commander';
import { z } from 'zod';
import type { Episode } from '../lambdas/episodes/episode.ts';
import { episodeNameOf, loadEpisode } from './episode-of.ts';
import { showInstant } from './output.ts';
import { type Cli, NO_OPTIONS } from './session.ts';

export const registerEpisodeShow = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('show')
      .description('print an episode as the file that "episode put" reads, its status as a comment')
      .argument('<episode>', 'EPISODE or SHOW/EPISODE'),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [id]) => {
      const found = await loadEpisode(session, await episodeNameOf(session, id));
      const { stringify } = await import('yaml');
      session.output.result(found, () => asFile(found, stringify));
    },
  );

const asFile = (episode: Episode, stringify: (file: object) => string): string => {
  const { status: _status, publishAt: _publishAt, ...file } = { publishAt: undefined, ...episode };
  return `# ${statusOf(episode)}\n${stringify(withoutEmptyLists(file))}`.trimEnd();
};

const statusOf = (episode: Episode): string => {
  switch (episode.status) {
    case 'draft':
      return 'draft';
    case 'scheduled':
      return `scheduled for ${showInstant(episode.publishAt)}`;
    case 'published':
      return `published, dated ${showInstant(episode.publishedAt)}`;
    default:
      return episode satisfies never;
  }
};

const withoutEmptyLists = (file: object): object =>
  Object.fromEntries(Object.entries(file).filter(([, value]) => !Array.isArray(value) || value.length > 0));
