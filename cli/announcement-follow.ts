import {
  type AnnouncementStatus,
  announcementStatus,
  type StatusDeps,
} from '../lambdas/announcements/status.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import type { AnnouncementId } from '../lambdas/ids.ts';
import { stateText, timeLeft, waitsFor } from './announcement-report.ts';
import { showDuration, showNumber } from './output.ts';
import type { Session } from './session.ts';

/** A status reads every ledger: of a large audience it is read less often, so that following costs little. */
const LEAST_INTERVAL_MS = 1000;
const READING_SHARE = 10;
/** From publishing to the announcement's row take stream and rendering: seconds, minutes at the worst. */
const PATIENCE_MS = 120_000;

/** Watches an announcement until it is closed or Ctrl-C; gives the last status. */
export const follow = async (
  session: Session,
  deps: StatusDeps,
  id: AnnouncementId,
): Promise<AnnouncementStatus> => {
  const progress = session.output.progress();
  let status = await firstStatus(session, deps, id);
  let since = { at: session.clock.now(), settled: settledOf(status) };
  try {
    for (;;) {
      const pace = paceSince(since, status, session.clock.now());
      const done = settledOf(status);
      progress.show({ done, total: totalOf(status), detail: detail(status, pace, session.clock.now()) });
      if (session.output.json) session.output.result(status, '');
      if (status.announcement.state.kind === 'closed' || session.interrupted.aborted) return status;
      if (session.clock.now() - since.at > PACE_WINDOW_MS) since = { at: session.clock.now(), settled: done };
      const began = session.clock.now();
      status = await announcementStatus(deps, id);
      const took = session.clock.now() - began;
      await session.clock.sleep(Math.max(LEAST_INTERVAL_MS, took * READING_SHARE));
    }
  } finally {
    progress.end();
  }
};

/** The pace shown is that of the last half minute. */
const PACE_WINDOW_MS = 30_000;

const firstStatus = async (
  session: Session,
  deps: StatusDeps,
  id: AnnouncementId,
): Promise<AnnouncementStatus> => {
  const until = session.clock.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await announcementStatus(deps, id);
    } catch (error) {
      const notYet = error instanceof AnnouncerError && error.code === 'AnnouncementNotFound';
      if (!notYet || session.clock.now() >= until || session.interrupted.aborted) throw error;
      await session.clock.sleep(LEAST_INTERVAL_MS);
    }
  }
};

const settledOf = ({ books }: AnnouncementStatus): number => books.audience - books.waiting - books.inFlight;

const totalOf = ({ announcement, books }: AnnouncementStatus): number =>
  announcement.plan.kind === 'planned' ? announcement.plan.audience : books.audience;

const paceSince = (
  since: { readonly at: number; readonly settled: number },
  status: AnnouncementStatus,
  now: number,
): number | undefined =>
  now > since.at ? ((settledOf(status) - since.settled) * 1000) / (now - since.at) : undefined;

const detail = (status: AnnouncementStatus, pace: number | undefined, now: number): string => {
  const { announcement, books } = status;
  const counts = `${showNumber(settledOf(status))} of ${showNumber(totalOf(status))}`;
  const doubt = books.unknown === 0 ? '' : `, ${showNumber(books.unknown)} unknown`;
  if (announcement.state.kind !== 'running')
    return `${counts}${doubt}, ${stateText(announcement.state, now)}`;
  const waiting = waitsFor(status, now);
  if (waiting !== undefined) return `${counts}${doubt}, waits for ${waiting}`;
  const measured = pace === undefined || pace === 0 ? undefined : pace;
  const left =
    measured === undefined
      ? timeLeft(status)
      : `about ${showDuration(((books.waiting + books.inFlight) / measured) * 1000)}`;
  return `${counts}${doubt}, ${measured === undefined ? '' : `${measured.toFixed(1)} a second, `}${left} left`;
};
