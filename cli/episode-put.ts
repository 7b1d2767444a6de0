import type { Command } from 'commander';
import { z } from 'zod';
import { eligibility } from '../lambdas/announcements/eligibility.ts';
import { EpisodeFile, type PublishedEpisode } from '../lambdas/episodes/episode.ts';
import { type Revision, reviseEpisode } from '../lambdas/episodes/revise.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { describeFaults, type Fault, parse } from '../lambdas/faults.ts';
import { readRecordFile } from './record-file.ts';
import { type Cli, NO_OPTIONS, type Session } from './session.ts';
import { foundShow } from './show-of.ts';

export const registerEpisodePut = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('put')
      .description(
        'write episodes from YAML or JSON files: new ones become drafts, known ones keep their status, nobody is mailed',
      )
      .argument('<file...>', 'the files; "-" reads standard input'),
    { args: z.tuple([z.array(z.string())]), options: NO_OPTIONS },
    async (session, [files]) => {
      // All are read before the first is written: a fault in the last one leaves nothing half done.
      const episodes = await readEpisodes(session, files);
      const catalog = await (await session.connection()).catalog();
      for (const showId of new Set(episodes.map((read) => read.showId)))
        foundShow(showId, await catalog.show(showId));
      const quiet = (published: PublishedEpisode) =>
        eligibility(published, session.clock.now()).kind === 'not announced';
      const revisions: Revision[] = [];
      for (const read of episodes) revisions.push(await reviseEpisode(catalog, read, quiet));
      session.output.result(
        revisions.map(({ kind, episode: { showId, episodeId, status } }) => ({
          showId,
          episodeId,
          status,
          result: kind,
        })),
        () => revisions.map(sentence).join('\n'),
      );
    },
  );

const readEpisodes = async (session: Session, files: readonly string[]): Promise<readonly EpisodeFile[]> => {
  const episodes: EpisodeFile[] = [];
  const faulty: { readonly file: string; readonly faults: readonly Fault[] }[] = [];
  for (const file of files) {
    const read = parse(EpisodeFile, ofShow(await readRecordFile(file, session.stdin), session.show));
    if (!read.ok) faulty.push({ file, faults: read.faults });
    else if (session.show !== undefined && session.show !== read.value.showId)
      throw new AnnouncerError(
        'Usage',
        `${file} is of the show "${read.value.showId}" and --show says "${session.show}"`,
      );
    else episodes.push(read.value);
  }
  if (faulty.length > 0)
    throw new AnnouncerError(
      'InvalidRecord',
      `${faulty.map(({ file, faults }) => describeFaults(file, faults)).join('\n')}\nNothing was written.`,
      { faults: faulty.flatMap(({ faults }) => faults) },
    );
  return episodes;
};

/** `--show` stands in for a showId the file leaves out. */
const ofShow = (record: unknown, showId: string | undefined): unknown =>
  showId !== undefined && typeof record === 'object' && record !== null && !('showId' in record)
    ? { showId, ...record }
    : record;

const sentence = ({ kind, episode }: Revision): string => {
  const name = `episode ${episode.episodeId}: ${kind} (${episode.status})`;
  return episode.status === 'published' && kind === 'changed'
    ? `${name}. It is published: its page and the archive change, and nobody is mailed again.`
    : name;
};
