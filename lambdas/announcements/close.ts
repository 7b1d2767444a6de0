import type { AnnouncementId } from '../ids.ts';
import { type Announcement, close, rebalance } from './announcement.ts';
import { type Batch, settledByEvidence } from './batch.ts';
import { changeAnnouncement } from './change.ts';
import { type Books, booksOf, noBooks, sumOfBooks } from './ledger.ts';
import type { AnnouncementStore, Clock, Log } from './ports.ts';
import { decidedDoubts } from './settle.ts';

export type CloseDeps = {
  readonly announcements: Pick<AnnouncementStore, 'read' | 'change' | 'batches' | 'markClosed'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
};

/** How long evidence is waited for before a `?` is left to the doubt policy or to an operator (ms). */
export const EVIDENCE_WAIT_MS = 3_600_000;

export type Closing =
  | { readonly kind: 'closed'; readonly books: Books }
  | { readonly kind: 'open'; readonly why: string }
  | { readonly kind: 'no such announcement' };

/**
 * Looks at every ledger and closes the books if they balance. Of an announcement closed before, the books are
 * written anew where evidence has come since, even before a ledger says so: the invocation that brought it may
 * end before that, and would not be missed. `doubts`: only who knows the policy about them closes over them.
 */
export const closeIfComplete = async (
  deps: CloseDeps,
  id: AnnouncementId,
  doubts: 'none may remain' | 'may remain' = 'none may remain',
): Promise<Closing> => {
  for (;;) {
    const announcement = await deps.announcements.read(id);
    if (announcement === undefined) return { kind: 'no such announcement' };
    if (announcement.plan.kind !== 'planned') return { kind: 'open', why: 'it is still being planned' };
    const count = await countLedgers(deps, announcement);
    const closedBefore = announcement.state.kind === 'closed';
    const why = closedBefore ? undefined : whyNotYet(count, doubts);
    if (why !== undefined) return { kind: 'open', why };

    const closing = await changeAnnouncement(deps.announcements, id, (current) => {
      // Whoever changed it since the ledgers were read may have changed them too.
      if (current.revision !== announcement.revision) return { kind: 'refused', why: 'it changed meanwhile' };
      return closedBefore ? rebalance(current, count.books) : close(current, count.books, deps.clock.now());
    });
    if (closing.kind === 'no such announcement') return closing;
    if (closing.kind === 'refused' && closing.announcement.revision !== announcement.revision) continue;
    if (closing.kind === 'refused' && !closedBefore) return { kind: 'open', why: closing.why };
    if (closing.kind === 'changed') deps.log('announcement.closed', { announcementId: id, ...count.books });
    await deps.announcements.markClosed(id, closing.announcement.revision);
    return { kind: 'closed', books: count.books };
  }
};

type Count = {
  readonly books: Books;
  /** Unknown, and evidence may still come. */
  readonly fresh: number;
  /** Unknown, and decided about: the ledger will say something else. */
  readonly decided: number;
  /** Proven by evidence, and the ledger does not say so yet: a sender may still hold the batch. */
  readonly unwritten: number;
};

const countLedgers = async (deps: CloseDeps, announcement: Announcement): Promise<Count> => {
  let count: Count = { books: noBooks, fresh: 0, decided: 0, unwritten: 0 };
  for await (const stored of deps.announcements.batches(announcement.announcementId)) {
    const batch = settledByEvidence(stored);
    count = {
      books: sumOfBooks(count.books, booksOf(batch.ledger)),
      fresh: count.fresh + doubtsSince(batch, deps.clock.now() - EVIDENCE_WAIT_MS),
      decided: count.decided + decidedDoubts(batch, announcement.verdict).length,
      unwritten: count.unwritten + (batch === stored ? 0 : 1),
    };
  }
  return count;
};

const whyNotYet = (
  { books, fresh, decided, unwritten }: Count,
  doubts: 'none may remain' | 'may remain',
): string | undefined => {
  if (fresh > 0) return `evidence about ${fresh} unknown is still waited for`;
  if (unwritten > 0) return `evidence is still to be written into ${unwritten} of its batches`;
  if (decided > 0) return `what was decided about ${decided} unknown is being carried out`;
  if (books.unknown > 0 && doubts === 'none may remain')
    return `the next sweep sees to ${books.unknown} unknown`;
  return undefined;
};

/** Unknown members whose doubt began after an instant. */
export const doubtsSince = (batch: Batch, since: number): number =>
  [...batch.doubts.values()].filter((doubt) => doubt.since > since).length;
