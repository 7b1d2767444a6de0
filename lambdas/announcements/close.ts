import type { AnnouncementId } from '../ids.ts';
import { close, rebalance } from './announcement.ts';
import type { Batch } from './batch.ts';
import { changeAnnouncement } from './change.ts';
import { type Books, booksOf, noBooks, sumOfBooks } from './ledger.ts';
import type { AnnouncementStore, Clock, Log } from './ports.ts';

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
 * Looks at every ledger and closes the books if they balance and no doubt may still be settled by evidence. Of
 * an announcement closed before, the books are written anew where evidence has changed them since.
 */
export const closeIfComplete = async (deps: CloseDeps, id: AnnouncementId): Promise<Closing> => {
  const announcement = await deps.announcements.read(id);
  if (announcement === undefined) return { kind: 'no such announcement' };
  if (announcement.plan.kind !== 'planned') return { kind: 'open', why: 'it is still being planned' };
  let books = noBooks;
  let freshDoubts = 0;
  for await (const batch of deps.announcements.batches(id)) {
    books = sumOfBooks(books, booksOf(batch.ledger));
    freshDoubts += doubtsSince(batch, deps.clock.now() - EVIDENCE_WAIT_MS);
  }
  const closedBefore = announcement.state.kind === 'closed';
  if (freshDoubts > 0 && !closedBefore)
    return { kind: 'open', why: `evidence about ${freshDoubts} unknown is still waited for` };

  const closing = await changeAnnouncement(deps.announcements, id, (current) => {
    // Whoever changed it since the ledgers were read may have changed them too.
    if (current.revision !== announcement.revision) return { kind: 'refused', why: 'it changed meanwhile' };
    return closedBefore ? rebalance(current, books) : close(current, books, deps.clock.now());
  });
  if (closing.kind === 'no such announcement') return closing;
  if (closing.kind === 'refused' && closing.announcement.state.kind !== 'closed')
    return { kind: 'open', why: closing.why };
  if (closing.kind === 'changed') deps.log('announcement.closed', { announcementId: id, ...books });
  await deps.announcements.markClosed(id);
  return { kind: 'closed', books };
};

/** Unknown members whose doubt began after an instant. */
export const doubtsSince = (batch: Batch, since: number): number =>
  [...batch.doubts.values()].filter((doubt) => doubt.since > since).length;
