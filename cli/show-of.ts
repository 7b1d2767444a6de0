import type { Stored } from '../lambdas/episodes/ports.ts';
import type { Show } from '../lambdas/episodes/show.ts';
import { AnnouncerError, invalidRecord } from '../lambdas/errors.ts';
import { parse } from '../lambdas/faults.ts';
import { ShowId } from '../lambdas/ids.ts';
import type { Session } from './session.ts';

/** The show a command is for: the one named with `--show`, else the only one there is. */
export const showIdOf = async (session: Session): Promise<ShowId> => {
  if (session.show !== undefined) return parseShowId(session.show, '--show');
  const catalog = await (await session.connection()).catalog();
  const shows = await catalog.shows();
  const [only] = shows;
  if (only === undefined)
    throw new AnnouncerError('ShowNotFound', 'no show here yet: write one with "announcer show put FILE"');
  if (shows.length > 1)
    throw new AnnouncerError(
      'Usage',
      `${shows.length} shows here: say which with --show, one of ${shows.map(({ showId }) => showId).join(', ')}`,
    );
  return only.showId;
};

/** The same, where a show that is not there must not look like one that has nothing. */
export const knownShowIdOf = async (session: Session): Promise<ShowId> => {
  const showId = await showIdOf(session);
  const catalog = await (await session.connection()).catalog();
  if ((await catalog.show(showId)).kind === 'missing') throw showNotFound(showId);
  return showId;
};

/** The show itself; a missing or invalid one is an error that says so. */
export const loadShow = async (session: Session): Promise<Show> => {
  const showId = await showIdOf(session);
  const catalog = await (await session.connection()).catalog();
  return foundShow(showId, await catalog.show(showId));
};

export const foundShow = (showId: ShowId, stored: Stored<Show>): Show => {
  switch (stored.kind) {
    case 'found':
      return stored.value;
    case 'missing':
      throw showNotFound(showId);
    case 'invalid':
      throw invalidRecord(`show ${showId} as it is stored`, stored.faults);
    default:
      return stored satisfies never;
  }
};

const showNotFound = (showId: ShowId): AnnouncerError =>
  new AnnouncerError(
    'ShowNotFound',
    `no show "${showId}": announcer show list names those there are, announcer show put FILE writes one`,
  );

export const parseShowId = (value: string, where: string): ShowId => {
  const read = parse(ShowId, value);
  if (!read.ok)
    throw new AnnouncerError('Usage', `${where}: "${value}" is no show id (${read.faults[0]?.rule ?? ''})`);
  return read.value;
};
