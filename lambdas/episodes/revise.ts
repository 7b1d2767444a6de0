import { isDeepStrictEqual } from 'node:util';
import { invalidRecord } from '../errors.ts';
import { parse } from '../faults.ts';
import { Episode, type EpisodeFile } from './episode.ts';
import type { Catalog } from './ports.ts';

export type Revision = {
  readonly kind: 'created' | 'changed' | 'unchanged';
  readonly episode: Episode;
};

/**
 * What a written file makes of the stored episode. The status never changes by it, so it announces nothing;
 * neither does a published or scheduled date get lost, nor the mark of the feed an episode came from.
 */
export const revised = (stored: Episode | undefined, file: EpisodeFile): Revision => {
  const read = parse(Episode, stored === undefined ? { ...file, status: 'draft' } : merged(stored, file));
  if (!read.ok) throw invalidRecord(`episode ${file.episodeId}`, read.faults);
  if (stored === undefined) return { kind: 'created', episode: read.value };
  const same = isDeepStrictEqual(read.value, stored);
  return { kind: same ? 'unchanged' : 'changed', episode: same ? stored : read.value };
};

const merged = (stored: Episode, file: EpisodeFile): unknown => {
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
      return { ...record, publishedAt: file.publishedAt ?? stored.publishedAt };
    default:
      return stored satisfies never;
  }
};

/** Between two readings somebody else may publish the episode; more than this in a row is not chance. */
const ATTEMPTS = 5;

/** Writes a file's episode over whatever is stored, if nobody changes its status meanwhile; reads again if so. */
export const reviseEpisode = async (catalog: Catalog, file: EpisodeFile): Promise<Revision> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await catalog.episode(file.showId, file.episodeId);
    if (stored.kind === 'invalid')
      throw invalidRecord(
        `episode ${file.episodeId} as it is stored (written by other hands; delete that row, then put it again)`,
        stored.faults,
      );
    const before = stored.kind === 'found' ? stored.value : undefined;
    const revision = revised(before, file);
    if (revision.kind === 'unchanged') return revision;
    const written = await catalog.putEpisode(revision.episode, { statusWas: before?.status ?? 'missing' });
    if (written === 'written') return revision;
  }
  throw new Error(`episode ${file.episodeId} changed under ${ATTEMPTS} attempts to write it`);
};
