import type { Command } from 'commander';
import { z } from 'zod';
import { unscheduled } from '../lambdas/episodes/schedule.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { episodeNameOf, loadEpisode } from './episode-of.ts';
import { remind } from './reminders.ts';
import type { Cli } from './session.ts';
import { NO_OPTIONS } from './session.ts';

export const registerEpisodeUnschedule = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('unschedule')
      .description('make a scheduled episode a draft again')
      .argument('<episode>', 'EPISODE or SHOW/EPISODE'),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [id]) => {
      const name = await episodeNameOf(session, id);
      const before = await loadEpisode(session, name);
      const change = unscheduled(before);
      if (change.kind === 'refused')
        throw new AnnouncerError('TransitionRefused', `episode ${name.episodeId}: ${change.why}`);
      const connection = await session.connection();
      if (change.kind === 'changed') {
        const catalog = await connection.catalog();
        const written = await catalog.putEpisode(change.episode, { statusWas: 'scheduled' });
        if (written === 'changed meanwhile')
          throw new AnnouncerError(
            'TransitionRefused',
            `episode ${name.episodeId} was changed by somebody else just now, or has published itself: look with "episode show"`,
          );
      }
      // One that fires nevertheless finds a draft and does nothing.
      await remind(connection, (reminders) => reminders.clear(name));
      session.output.result(
        { ...name, result: change.kind === 'changed' ? 'unscheduled' : 'unchanged' },
        () =>
          change.kind === 'changed'
            ? `${name.episodeId} is a draft again and publishes itself at no time.`
            : `${name.episodeId} was not scheduled. Nothing was changed.`,
      );
    },
  );
