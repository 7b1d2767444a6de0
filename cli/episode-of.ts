import type { Episode } from '../lambdas/episodes/episode.ts';
import { AnnouncerError, invalidRecord } from '../lambdas/errors.ts';
import { parse } from '../lambdas/faults.ts';
import { EpisodeId, type ShowId } from '../lambdas/ids.ts';
import type { Session } from './session.ts';
import { parseShowId, showIdOf } from './show-of.ts';

export type EpisodeName = { readonly showId: ShowId; readonly episodeId: EpisodeId };

/** Reads an ID of the command line: `episode`, of the show that --show names or the only one; or `show/episode`. */
export const episodeNameOf = async (session: Session, id: string): Promise<EpisodeName> => {
  const [first = '', second, ...more] = id.split('/');
  if (more.length > 0) throw new AnnouncerError('Usage', `"${id}" is no id: write EPISODE or SHOW/EPISODE`);
  const read = parse(EpisodeId, second ?? first);
  if (!read.ok) throw new AnnouncerError('Usage', `"${id}" is no episode id (${read.faults[0]?.rule ?? ''})`);
  const showId = second === undefined ? await showIdOf(session) : parseShowId(first, id);
  return { showId, episodeId: read.value };
};

/** The episode itself; a missing or invalid one is an error that says so. */
export const loadEpisode = async (session: Session, name: EpisodeName): Promise<Episode> => {
  const catalog = await (await session.connection()).catalog();
  const stored = await catalog.episode(name.showId, name.episodeId);
  switch (stored.kind) {
    case 'found':
      return stored.value;
    case 'missing':
      throw episodeNotFound(name);
    case 'invalid':
      throw invalidRecord(`episode ${name.episodeId} as it is stored`, stored.faults);
    default:
      return stored satisfies never;
  }
};

const episodeNotFound = ({ showId, episodeId }: EpisodeName): AnnouncerError =>
  new AnnouncerError(
    'EpisodeNotFound',
    `no episode "${episodeId}" in show "${showId}": announcer episode list names those there are`,
  );
