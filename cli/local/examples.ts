import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { EpisodeFile } from '../../lambdas/episodes/episode.ts';
import type { Catalog } from '../../lambdas/episodes/ports.ts';
import { publishEpisode } from '../../lambdas/episodes/publish.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import { invalidRecord } from '../../lambdas/errors.ts';
import { parse } from '../../lambdas/faults.ts';
import { readRecordFile } from '../record-file.ts';
import { EXAMPLES_FOLDER } from './example-artwork.ts';

export type Examples = {
  readonly show: Show;
  /** The back catalogue: published, and never mailed. */
  readonly earlier: readonly EpisodeFile[];
  /** The one that is left as a draft, to be published and announced. */
  readonly episode: EpisodeFile;
};

export const readExamples = async (): Promise<Examples> => {
  const show = await read(Show, join(EXAMPLES_FOLDER, 'show.yaml'));
  const files = readdirSync(join(EXAMPLES_FOLDER, 'episodes')).toSorted();
  const episodes = await Promise.all(
    files.map((file) => read(EpisodeFile, join(EXAMPLES_FOLDER, 'episodes', file))),
  );
  const episode = episodes.find(({ announce }) => announce !== 'never');
  if (episode === undefined)
    throw new Error(`no episode in ${EXAMPLES_FOLDER}/episodes is there to be announced`);
  return { show, earlier: episodes.filter((each) => each !== episode), episode };
};

/**
 * Writes the example show, publishes its back catalogue, and leaves the example episode as a draft. What is there
 * already stays as it is.
 */
export const loadExamples = async (
  catalog: Catalog,
  { show, earlier, episode }: Examples,
  now: number,
): Promise<void> => {
  await loadExampleShow(catalog, show);
  for (const file of [...earlier, episode])
    await catalog.putEpisode({ ...file, status: 'draft' }, { statusWas: 'missing' });
  for (const { showId, episodeId } of earlier)
    await publishEpisode(catalog, { showId, episodeId }, { now, approve: async () => {} });
};

export const loadExampleShow = async (catalog: Catalog, show: Show): Promise<void> => {
  if ((await catalog.show(show.showId)).kind === 'missing') await catalog.putShow(show);
};

const read = async <S extends z.ZodType>(schema: S, file: string): Promise<z.output<S>> => {
  const record = parse(schema, await readRecordFile(file, process.stdin));
  if (!record.ok) throw invalidRecord(file, record.faults);
  return record.value;
};
