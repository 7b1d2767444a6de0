import type { OperateDeps } from '../lambdas/announcements/operate.ts';
import { createSharedPace } from '../lambdas/announcements/pace.ts';
import type { Log, Quota } from '../lambdas/announcements/ports.ts';
import { AnnouncementId, announcementIdOf } from '../lambdas/ids.ts';
import { episodeNameOf } from './episode-of.ts';
import type { Session } from './session.ts';

/** Reads an ID of the command line: the episode's (as in episode-of.ts), or the announcement's own. */
export const announcementOf = async (session: Session, id: string): Promise<AnnouncementId> => {
  const own = AnnouncementId.safeParse(id);
  if (own.success) return own.data;
  const { showId, episodeId } = await episodeNameOf(session, id);
  return announcementIdOf(showId, episodeId);
};

/** What an operator does is told to the operator; the functions' logs are elsewhere. */
export const silent: Log = () => {};

export const operateDeps = async (session: Session): Promise<OperateDeps> => {
  const connection = await session.connection();
  return {
    announcements: await connection.announcements(),
    queues: await connection.queues(),
    clock: session.clock,
    log: silent,
  };
};

/** The quota as the senders read it: SES v1 allows one question a second for the whole account. */
export const sharedQuota = async (session: Session): Promise<() => Promise<Quota>> => {
  const connection = await session.connection();
  const pace = createSharedPace({
    store: await connection.pace(),
    mailer: await connection.mailer(),
    clock: session.clock,
    log: silent,
    senders: 1,
  });
  return () => pace.quota();
};
