import type { Announcement } from '../../lambdas/announcements/announcement.ts';
import { type Batch, EVIDENCE_KINDS } from '../../lambdas/announcements/batch.ts';
import type { AnnouncementContent, AnnouncementStore, Hints } from '../../lambdas/announcements/ports.ts';
import type { AnnouncementId } from '../../lambdas/ids.ts';

export type InMemoryAnnouncements = AnnouncementStore & {
  /** What is stored, for a test to look at. */
  readonly stored: ReadonlyMap<AnnouncementId, Announcement>;
  storedBatches(id: AnnouncementId): readonly Batch[];
  storedBatch(id: AnnouncementId, number: number): Batch | undefined;
};

/** Each method is one atomic write or read, with the conditions that the port names and no others. */
export const createInMemoryAnnouncements = (): InMemoryAnnouncements => {
  const stored = new Map<AnnouncementId, Announcement>();
  const contents = new Map<AnnouncementId, AnnouncementContent>();
  const openOnes = new Map<AnnouncementId, number>();
  const markOpen: AnnouncementStore['markOpen'] = async (id, revision) =>
    void openOnes.set(id, Math.max(revision, openOnes.get(id) ?? 0));
  const rows = new Map<AnnouncementId, Map<number, Batch>>();
  const hints = new Map<AnnouncementId, Hints>();
  const rowsOf = (id: AnnouncementId): Map<number, Batch> => {
    const found = rows.get(id) ?? new Map<number, Batch>();
    rows.set(id, found);
    return found;
  };
  const inOrder = (id: AnnouncementId): readonly Batch[] =>
    [...rowsOf(id).values()].sort((a, b) => a.number - b.number);

  return {
    stored,
    storedBatches: inOrder,
    storedBatch: (id, number) => rows.get(id)?.get(number),
    create: async (announcement, content) => {
      const id = announcement.announcementId;
      await markOpen(id, 0);
      if (stored.has(id)) return 'exists';
      stored.set(id, announcement);
      contents.set(id, content);
      return 'created';
    },
    read: async (id) => stored.get(id),
    content: async (id) => contents.get(id),
    change: async (next, revisionWas) => {
      if (stored.get(next.announcementId)?.revision !== revisionWas) return 'changed meanwhile';
      stored.set(next.announcementId, next);
      return 'written';
    },
    open: async () => [...openOnes.keys()],
    markOpen,
    markClosed: async (id, revision) => {
      if ((openOnes.get(id) ?? 0) <= revision) openOnes.delete(id);
    },

    addBatch: async (batch) => {
      const row = rowsOf(batch.announcementId);
      if (row.has(batch.number)) return 'exists';
      row.set(batch.number, batch);
      return 'written';
    },
    batch: async (id, number) => rowsOf(id).get(number),
    lastBatch: async (id) => inOrder(id).at(-1),
    batches: async function* (id) {
      for (const { number } of inOrder(id)) {
        const batch = rowsOf(id).get(number);
        if (batch !== undefined) yield batch;
      }
    },
    takeBatch: async (next, was) => {
      const now = rowsOf(next.announcementId).get(next.number);
      if (now?.attempt !== was.attempt || now.step !== was.step || now.ledger !== was.ledger)
        return 'changed meanwhile';
      rowsOf(next.announcementId).set(next.number, { ...next, evidence: now.evidence });
      return 'written';
    },
    writeBatch: async (next) => {
      const now = rowsOf(next.announcementId).get(next.number);
      if (now === undefined || !mayWrite(next, now)) return 'fenced';
      rowsOf(next.announcementId).set(next.number, { ...next, evidence: now.evidence });
      return 'written';
    },
    addEvidence: async (id, number, evidence) => {
      const now = rowsOf(id).get(number);
      if (now === undefined) return undefined;
      const grown = { ...now.evidence };
      for (const kind of EVIDENCE_KINDS)
        grown[kind] = new Set([...now.evidence[kind], ...(evidence.get(kind) ?? [])]);
      const next = { ...now, evidence: grown };
      rowsOf(id).set(number, next);
      return next;
    },

    hint: async (id, add) => {
      const sums = sumOfHints(hints.get(id) ?? noHints, add);
      hints.set(id, sums);
      return sums;
    },
  };
};

/** A higher step of the same attempt, or the last write once more. */
const mayWrite = (next: Batch, now: Batch): boolean =>
  now.attempt === next.attempt &&
  (now.step < next.step || (now.step === next.step && now.ledger === next.ledger));

const noHints: Hints = { finishedBatches: 0, bounced: 0, complained: 0 };

const sumOfHints = (a: Hints, b: Hints): Hints => ({
  finishedBatches: a.finishedBatches + b.finishedBatches,
  bounced: a.bounced + b.bounced,
  complained: a.complained + b.complained,
});
