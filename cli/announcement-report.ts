import type { AnnouncementState } from '../lambdas/announcements/announcement.ts';
import type { AnnouncementStatus } from '../lambdas/announcements/status.ts';
import { fields, showDuration, showInstant, showNumber } from './output.ts';
import type { Session } from './session.ts';

/** An announcement's status as a person reads it. */
export const statusReport = (
  status: AnnouncementStatus,
  { clock, command }: Pick<Session, 'clock' | 'command'>,
): string => {
  const { announcement, books, batches, evidence } = status;
  const numbers = (pairs: readonly (readonly [string, number])[]): string =>
    pairs.map(([name, value]) => `${showNumber(value)} ${name}`).join(', ');
  const open = books.waiting + books.inFlight;
  return [
    `${announcement.announcementId}: ${announcement.title}`,
    fields([
      ['state', stateText(announcement.state, clock.now())],
      ['audience', audienceText(status)],
      ['outcomes', numbers(outcomes(status))],
      [
        'open',
        open === 0
          ? undefined
          : numbers([
              ['waiting', books.waiting],
              ['with SES now', books.inFlight],
            ]),
      ],
      ['evidence', evidenceText(evidence)],
      [
        'batches',
        `${showNumber(batches.done)} of ${showNumber(batches.total)} done, ${batches.atWork} at work`,
      ],
      ['pace', open === 0 ? undefined : paceText(status)],
      ['time left', open === 0 ? undefined : timeLeft(status)],
      ['waits for', waitsFor(status, clock.now())],
      ['in doubt', doubtText(status, command)],
    ]),
  ].join('\n');
};

const outcomes = ({ books }: AnnouncementStatus): readonly (readonly [string, number])[] => [
  ['accepted', books.accepted],
  ['excluded', books.excluded],
  ['rejected', books.rejected],
  ['unknown', books.unknown],
];

const audienceText = ({ announcement, books }: AnnouncementStatus): string =>
  announcement.plan.kind === 'planned'
    ? showNumber(announcement.plan.audience)
    : `${showNumber(books.audience)} so far; planning goes on`;

const evidenceText = ({
  delivered,
  bounced,
  complained,
  undelivered,
}: AnnouncementStatus['evidence']): string =>
  `${showNumber(delivered)} delivered, ${showNumber(bounced)} bounced, ${showNumber(complained)} complained` +
  (undelivered === 0 ? '' : `, ${showNumber(undelivered)} not delivered for now`);

const paceText = ({ permittedPace }: AnnouncementStatus): string =>
  permittedPace === undefined
    ? 'SES does not say its quota just now'
    : `at most ${permittedPace.toFixed(1)} a second, all shows together`;

export const timeLeft = ({ announcement, secondsLeft }: AnnouncementStatus): string => {
  if (secondsLeft !== undefined) return `about ${showDuration(secondsLeft * 1000)}`;
  const { kind } = announcement.state;
  return kind === 'running' ? 'not known: SES names no pace' : `nothing moves while it is ${kind}`;
};

export const stateText = (state: AnnouncementState, now: number): string => {
  switch (state.kind) {
    case 'running':
      return 'running';
    case 'paused':
      return `paused by ${WHO[state.by]} ${ago(state.since, now)} (${state.code}): ${state.reason}`;
    case 'parked':
      return `parked ${ago(state.since, now)}: ${state.reason}; goes on by itself ${
        state.until > now ? `at ${showInstant(state.until)}` : 'as soon as a sweep finds that SES takes more'
      }`;
    case 'cancelled':
      return `cancelled ${ago(state.since, now)}; the books are being closed`;
    case 'closed':
      return `closed ${showInstant(state.at)}${state.cancelled ? ' after it was cancelled' : ''}`;
    default:
      return state satisfies never;
  }
};

/** What keeps an announcement from closing once nobody waits any more. */
export const waitsFor = (
  { announcement: { state, plan }, books, evidenceUntil }: AnnouncementStatus,
  now: number,
): string | undefined => {
  const over = plan.kind === 'planned' && books.waiting + books.inFlight === 0;
  if (!over || state.kind === 'closed') return undefined;
  if (evidenceUntil === undefined || evidenceUntil <= now) return 'the next sweep, which closes it';
  return `evidence from SES about ${showNumber(books.unknown)} unknown, until ${showInstant(evidenceUntil)} at the latest`;
};

const WHO = { operator: 'an operator', brake: 'its own brakes', fault: 'a fault' } as const;

const ago = (since: number, now: number): string => `${showDuration(now - since)} ago`;

/** Why members are `?`, in words, and what can be done about it. */
const doubtText = (
  { announcement, books, doubts }: AnnouncementStatus,
  command: Session['command'],
): string | undefined => {
  if (books.unknown === 0) return undefined;
  const causes = Object.entries(doubts).map(
    ([cause, number]) => `${showNumber(number)} because ${CAUSES[cause] ?? cause}`,
  );
  const { showId, episodeId } = announcement;
  return [
    `${showNumber(books.unknown)}: ${causes.join(', ')}`,
    'Evidence from SES settles most of them within the hour. What stays is yours to decide:',
    `  ${command(`announcement who ${showId}/${episodeId} --outcome unknown`)}   lists them`,
    `  ${command(`announcement resolve ${showId}/${episodeId} --accept`)}        takes them for mailed`,
    `  ${command(`announcement resolve ${showId}/${episodeId} --resend`)}        mails them, some perhaps twice`,
  ].join('\n          ');
};

const CAUSES: Readonly<Record<string, string>> = {
  crash: 'their sender stopped before it could write down what SES answered',
  connection: 'the connection broke after the message was written',
  'server-error': 'SES answered with an error of its own',
};
