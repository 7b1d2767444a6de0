import { AnnouncerError } from '../lambdas/errors.ts';
import { parse } from '../lambdas/faults.ts';
import type { ShowId } from '../lambdas/ids.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';
import type { Session } from './session.ts';
import { parseShowId } from './show-of.ts';

export const addressOf = (text: string): EmailAddress => {
  const read = parse(EmailAddress, text);
  if (read.ok) return read.value;
  throw new AnnouncerError('Usage', `"${text}" is not an email address`);
};

/** The show named with `--show`, else all of them: a person asks for everything that is held about them. */
export const showsAsked = async (session: Session): Promise<readonly ShowId[]> => {
  if (session.show !== undefined) return [parseShowId(session.show, '--show')];
  const catalog = await (await session.connection()).catalog();
  const shows = await catalog.shows();
  if (shows.length === 0)
    throw new AnnouncerError('ShowNotFound', 'no show here yet: write one with "announcer show put FILE"');
  return shows.map(({ showId }) => showId);
};
