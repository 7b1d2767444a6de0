import type { AnnouncementId, EpisodeId, ShowId } from '../ids.ts';
import type { Books } from './ledger.ts';

/** Times are milliseconds since 1970. */
export type Announcement = {
  readonly announcementId: AnnouncementId;
  readonly showId: ShowId;
  readonly episodeId: EpisodeId;
  readonly title: string;
  readonly createdAt: number;
  /** SHA-256 of the composed message: what was announced, whatever became of the episode since. */
  readonly contentHash: string;
  readonly plan: Plan;
  readonly state: AnnouncementState;
  /** `released` once an operator resumed what a brake had paused: the brakes do not stop it again. */
  readonly brakes: 'on' | 'released';
  /**
   * Written down before any ledger changes, so that whoever ends halfway leaves it to the sweep, and nobody
   * closes the books in between.
   */
  readonly verdict: Verdict;
  /** Raised by every change: a writer that read an older one loses and reads again. */
  readonly revision: number;
};

export type Plan =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly batches: number; readonly audience: number; readonly at: number };

export type AnnouncementState =
  | { readonly kind: 'running' }
  | {
      readonly kind: 'paused';
      readonly by: 'operator' | 'brake' | 'fault';
      readonly code: string;
      readonly reason: string;
      readonly since: number;
    }
  /** Goes on by itself: the sweep tries again at `until`. */
  | { readonly kind: 'parked'; readonly reason: string; readonly since: number; readonly until: number }
  | { readonly kind: 'cancelled'; readonly since: number }
  | { readonly kind: 'closed'; readonly at: number; readonly books: Books; readonly cancelled: boolean };

/** An operator's word, or the policy's, on all that became unknown until an instant. Closing forgets it. */
export type Verdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'accept' | 'resend'; readonly until: number };

export type Decision =
  | { readonly kind: 'changed'; readonly announcement: Announcement }
  | { readonly kind: 'refused'; readonly why: string };

const changed = (announcement: Announcement, state: AnnouncementState): Decision => ({
  kind: 'changed',
  announcement: { ...announcement, state, revision: announcement.revision + 1 },
});

const refused = (why: string): Decision => ({ kind: 'refused', why });

export const pause = (
  announcement: Announcement,
  cause: { readonly by: 'operator' | 'brake' | 'fault'; readonly code: string; readonly reason: string },
  now: number,
): Decision => {
  const { state } = announcement;
  switch (state.kind) {
    case 'running':
    case 'parked':
      return changed(announcement, {
        kind: 'paused',
        by: cause.by,
        code: cause.code,
        reason: cause.reason,
        since: now,
      });
    case 'paused':
      return refused(`it is paused already: ${state.reason}; "announcement resume" goes on with it`);
    case 'cancelled':
      return refused('it was cancelled; nothing more goes out');
    case 'closed':
      return refused('it is closed; nothing more goes out');
    default:
      return state satisfies never;
  }
};

export const resume = (announcement: Announcement): Decision => {
  const { state } = announcement;
  switch (state.kind) {
    case 'paused':
      return changed(state.by === 'brake' ? { ...announcement, brakes: 'released' } : announcement, {
        kind: 'running',
      });
    case 'parked':
      return changed(announcement, { kind: 'running' });
    case 'running':
      return refused('it is running already; "announcement status" says how far it is');
    case 'cancelled':
      return refused('it was cancelled, and that is final: those not yet mailed count as excluded');
    case 'closed':
      return refused(
        state.cancelled
          ? 'it was cancelled, and that is final'
          : 'it is closed; to send to those in doubt use: announcement resolve --resend',
      );
    default:
      return state satisfies never;
  }
};

/** Stops by itself and goes on by itself. An operator's pause is stronger and stays. */
export const park = (announcement: Announcement, reason: string, until: number, now: number): Decision =>
  announcement.state.kind === 'running'
    ? changed(announcement, { kind: 'parked', reason, since: now, until })
    : refused(`it is ${announcement.state.kind}`);

export const cancel = (announcement: Announcement, now: number): Decision => {
  const { state } = announcement;
  switch (state.kind) {
    case 'running':
    case 'paused':
    case 'parked':
      return changed(announcement, { kind: 'cancelled', since: now });
    case 'cancelled':
      return refused('it was cancelled already; nothing more goes out');
    case 'closed':
      return refused('it is closed already: everybody has an outcome, and nothing more goes out');
    default:
      return state satisfies never;
  }
};

export const planned = (
  announcement: Announcement,
  plan: { readonly batches: number; readonly audience: number },
  now: number,
): Announcement => ({
  ...announcement,
  plan: { kind: 'planned', ...plan, at: now },
  revision: announcement.revision + 1,
});

/** Only a planned announcement whose books balance closes: nobody waits, nobody is with SES. */
export const close = (announcement: Announcement, books: Books, now: number): Decision => {
  if (announcement.state.kind === 'closed') return refused('it is closed already');
  if (announcement.plan.kind !== 'planned') return refused('its planning has not ended');
  if (announcement.plan.audience !== books.audience)
    return refused(`${announcement.plan.audience} were planned and ${books.audience} are in its batches`);
  const settled = books.accepted + books.excluded + books.rejected + books.unknown;
  if (settled !== books.audience)
    return refused(`${books.audience - settled} of ${books.audience} have no outcome yet`);
  return changed(
    { ...announcement, verdict: { kind: 'none' } },
    {
      kind: 'closed',
      at: now,
      books,
      cancelled: announcement.state.kind === 'cancelled',
    },
  );
};

/** Evidence may come after the books were closed: then they are written again, as the ledgers now say. */
export const rebalance = (announcement: Announcement, books: Books): Decision => {
  const { state } = announcement;
  if (state.kind !== 'closed') return refused(`it is ${state.kind}`);
  // Batches are kept for a time only; what was closed with all of them is not counted anew without some.
  if (books.audience !== state.books.audience)
    return refused(`${state.books.audience} were in its audience and ${books.audience} are in its batches`);
  const same = (Object.keys(books) as (keyof Books)[]).every(
    (column) => books[column] === state.books[column],
  );
  return same ? refused('the books say so already') : changed(announcement, { ...state, books });
};

/** Decides about all that became unknown until an instant (ms). A closed announcement is open again until it is done. */
export const decideDoubts = (
  announcement: Announcement,
  verdict: 'accept' | 'resend',
  until: number,
): Decision => {
  const decided = { ...announcement, verdict: { kind: verdict, until } };
  if (isCancelled(announcement) && verdict === 'resend')
    return refused('it was cancelled, and nothing more goes out; "accept" closes its doubts');
  const { state } = announcement;
  switch (state.kind) {
    case 'closed':
      return changed(decided, state.cancelled ? { kind: 'cancelled', since: state.at } : { kind: 'running' });
    case 'running':
    case 'paused':
    case 'parked':
    case 'cancelled':
      return changed(decided, state);
    default:
      return state satisfies never;
  }
};

export const isCancelled = ({ state }: Announcement): boolean =>
  state.kind === 'cancelled' || (state.kind === 'closed' && state.cancelled);
