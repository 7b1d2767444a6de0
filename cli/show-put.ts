import type { Command } from 'commander';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Show } from '../lambdas/episodes/show.ts';
import { AnnouncerError, invalidRecord } from '../lambdas/errors.ts';
import { parse } from '../lambdas/faults.ts';
import { readRecordFile } from './record-file.ts';
import { type Cli, NO_OPTIONS } from './session.ts';

export const registerShowPut = (show: Command, cli: Cli): Command =>
  cli.verb(
    show
      .command('put')
      .description(
        'write a show from a YAML or JSON file; a show that exists is replaced by what the file says',
      )
      .argument('<file>', 'the file; "-" reads standard input'),
    { args: z.tuple([z.string()]), options: NO_OPTIONS },
    async (session, [file]) => {
      const read = parse(Show, await readRecordFile(file, session.stdin));
      if (!read.ok) throw invalidRecord(file, read.faults);
      const next = read.value;
      if (session.show !== undefined && session.show !== next.showId)
        throw new AnnouncerError(
          'Usage',
          `${file} is the show "${next.showId}" and --show says "${session.show}"`,
        );
      const connection = await session.connection();
      const catalog = await connection.catalog();
      const stored = await catalog.show(next.showId);
      const same = stored.kind === 'found' && isDeepStrictEqual(stored.value, next);
      if (!same) await catalog.putShow(next);
      const result = same ? 'unchanged' : stored.kind === 'missing' ? 'created' : 'changed';
      session.output.result(
        { showId: next.showId, result },
        `show ${next.showId}: ${result} (${connection.where})`,
      );
    },
  );
