import { isDeepStrictEqual } from 'node:util';
import { invalidRecord } from '../errors.ts';
import { parse } from '../faults.ts';
import { Episode, type EpisodeFile, type PublishedEpisode } from './episode.ts';
import type { Catalog } from './ports.ts';

export type Revision = {
  readonly kind: 'created' | 'changed' | 'unchanged';
  readonly episode: Episode;
};

/** Whether a published episode is one that is not announced: dated long ago, or marked so. */
export type Quiet = (episode: PublishedEpisode) => boolean;

/**
 * What a written file makes of the stored episode. The status never changes by it; neither does a published or
 * scheduled date get lost, nor the mark of the feed an episode came from.
 */
export const revised = (stored: Episode | undefined, file: EpisodeFile, quiet: Quiet): Revision => {
  const read = parse(
    Episode,
    stored === undefined ? { ...file, status: 'draft' } : merged(stored, file, quiet),
  );
  if (!read.ok) throw invalidRecord(`episode ${file.episodeId}`, read.faults);
  if (stored === undefined) return { kind: 'created', episode: read.value };
  const same = isDeepStrictEqual(read.value, stored);
  return { kind: same ? 'unchanged' : 'changed', episode: same ? stored : read.value };
};

const merged = (stored: Episode, file: EpisodeFile, quiet: Quiet): unknown => {
  const record = {
    ...file,
    status: stored.status,
    ...(file.source === undefined && stored.source !== undefined && { source: stored.source }),
  };
  switch (stored.status) {
    case 'draft':
      return record;
    case 'scheduled':
      return { ...record, publishAt: stored.publishAt };
    case 'published':
      return {
        ...record,
        publishedAt: file.publishedAt ?? stored.publishedAt,
        // A corrected date or a file that says nothing of announcing must not mail what was published quietly.
        announce: quiet(stored) ? 'never' : stored.announce,
      };
    default:
      return stored satisfies never;
  }
};

/** Between two readings somebody else may publish the episode; more than this in a row is not chance. */
const ATTEMPTS = 5;

/** Writes a file's episode over whatever is stored, if nobody changes its status meanwhile; reads again if so. */
export const reviseEpisode = async (
  catalog: Pick<Catalog, 'episode' | 'putEpisode'>,
  file: EpisodeFile,
  quiet: Quiet,
): Promise<Revision> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await catalog.episode(file.showId, file.episodeId);
    if (stored.kind === 'invalid')
      throw invalidRecord(
        `episode ${file.episodeId} as it is stored (written by other hands; delete that row, then put it again)`,
        stored.faults,
      );
    const before = stored.kind === 'found' ? stored.value : undefined;
    const revision = revised(before, file, quiet);
    if (revision.kind === 'unchanged') return revision;
    const written = await catalog.putEpisode(revision.episode, { statusWas: before?.status ?? 'missing' });
    if (written === 'written') return revision;
  }
  throw new Error(`episode ${file.episodeId} changed under ${ATTEMPTS} attempts to write it`);
};
