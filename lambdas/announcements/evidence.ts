import { type AnnouncementId, partsOf, type ShowId, type SubscriberId } from '../ids.ts';
import { pause } from './announcement.ts';
import { type Batch, type EvidenceKind, hasSettledDoubt } from './batch.ts';
import { brake, brakesApply, suspicious, type Tally } from './brakes.ts';
import { changeAnnouncement } from './change.ts';
import { type CloseDeps, closeIfComplete } from './close.ts';
import { membersWith } from './ledger.ts';
import type { AnnouncementStore, Audience, Hints, Log } from './ports.ts';
import { commitSettling, rulesOf } from './settle.ts';

/**
 * What SES reported about one message: about a member of an announcement, or about a mail to a subscriber alone.
 * `at` (ms) is when it happened: an event may come days late or twice, and the subscriber may have confirmed anew.
 */
export type Evidence = { readonly at?: number } & (
  | {
      readonly about: 'member';
      readonly kind: EvidenceKind;
      readonly announcementId: AnnouncementId;
      readonly batch: number;
      readonly member: number;
    }
  | {
      readonly about: 'subscriber';
      readonly kind: EvidenceKind;
      readonly showId: ShowId;
      readonly subscriberId: SubscriberId;
    }
);

export type EvidenceDeps = CloseDeps & {
  readonly announcements: Pick<
    AnnouncementStore,
    'read' | 'change' | 'batches' | 'addEvidence' | 'takeBatch' | 'hint' | 'markOpen' | 'markClosed'
  >;
  readonly audience: Pick<Audience, 'suppress'>;
  readonly log: Log;
};

export type MemberEvidence = Extract<Evidence, { about: 'member' }>;

/** What one write of evidence brought: the batch as it is now, and how many were named. */
export type Recorded = { readonly batch: Batch; readonly bounced: number; readonly complained: number };

/**
 * All evidence about one batch, in one write; undefined where there is no such batch. Throws what the tables throw:
 * the caller tries all of it again.
 */
export const recordBatchEvidence = async (
  deps: EvidenceDeps,
  group: readonly MemberEvidence[],
): Promise<Recorded | undefined> => {
  const [first] = group;
  if (first === undefined) return undefined;
  const names = { announcementId: first.announcementId, batch: first.batch };
  const sets = new Map<EvidenceKind, Set<number>>();
  for (const { kind, member } of group) sets.set(kind, (sets.get(kind) ?? new Set()).add(member));
  const batch = await deps.announcements.addEvidence(first.announcementId, first.batch, sets);
  if (batch === undefined) {
    deps.log('evidence.unmatched', { ...names, events: group.length });
    return undefined;
  }
  await suppressAll(deps, batch, group);
  const [bounced, complained] = [sets.get('bounced')?.size ?? 0, sets.get('complained')?.size ?? 0];
  deps.log('evidence.recorded', {
    ...names,
    delivered: sets.get('delivered')?.size ?? 0,
    bounced,
    complained,
  });
  return { batch, bounced, complained };
};

/**
 * What follows from evidence about batches of one announcement: doubts are settled, brakes considered. All together,
 * because each may mean looking at every ledger. May be done again.
 */
export const heedEvidence = async (
  deps: EvidenceDeps,
  id: AnnouncementId,
  recorded: readonly Recorded[],
): Promise<void> => {
  const doubtful = recorded.map(({ batch }) => batch).filter(hasSettledDoubt);
  const bounced = recorded.reduce((sum, one) => sum + one.bounced, 0);
  const complained = recorded.reduce((sum, one) => sum + one.complained, 0);
  if (doubtful.length === 0 && bounced + complained === 0) return;
  const hints = await deps.announcements.hint(id, { finishedBatches: 0, bounced, complained });
  if (doubtful.length > 0) await settleDoubts(deps, id, doubtful, hints);
  if (bounced + complained > 0 && suspicious(hints)) await considerBrakes(deps, id);
};

const considerBrakes = async (deps: EvidenceDeps, id: AnnouncementId): Promise<void> => {
  const announcement = await deps.announcements.read(id);
  if (announcement !== undefined && brakesApply(announcement))
    await applyBrakes(deps, id, await tallyOf(deps, id));
};

/** A bounced or complained-about confirmation mail: that address is not written to again. */
export const recordSubscriberEvidence = async (
  deps: EvidenceDeps,
  { kind, at, showId, subscriberId }: Extract<Evidence, { about: 'subscriber' }>,
): Promise<void> => {
  const cause = suppressionOf(kind);
  if (cause !== undefined) await deps.audience.suppress(showId, subscriberId, cause, at ?? deps.clock.now());
};

const suppressAll = async (
  deps: EvidenceDeps,
  batch: Batch,
  group: readonly MemberEvidence[],
): Promise<void> => {
  const { showId } = partsOf(batch.announcementId);
  for (const { kind, member, at } of group) {
    const cause = suppressionOf(kind);
    const id = batch.members[member];
    if (cause !== undefined && id !== undefined)
      await deps.audience.suppress(showId, id, cause, at ?? deps.clock.now());
  }
};

/** A transient bounce does not suppress at once. */
const suppressionOf = (kind: EvidenceKind): 'bounce' | 'complaint' | undefined => {
  switch (kind) {
    case 'bounced':
      return 'bounce';
    case 'complained':
      return 'complaint';
    case 'delivered':
    case 'undelivered':
      return undefined;
    default:
      return kind satisfies never;
  }
};

/** Evidence about an unknown member proves acceptance; of a closed announcement the books are written anew. */
const settleDoubts = async (
  deps: EvidenceDeps,
  id: AnnouncementId,
  batches: readonly Batch[],
  hints: Hints,
): Promise<void> => {
  const announcement = await deps.announcements.read(id);
  if (announcement === undefined) return;
  const { state, plan } = announcement;
  const closed = state.kind === 'closed';
  // The books before the ledgers: should this invocation end in between, its messages come again and find the doubts.
  if (closed) await closeIfComplete(deps, id);
  const rules = rulesOf(announcement, deps.clock.now());
  let leftOpen = false;
  for (const batch of batches)
    if ((await commitSettling(deps.announcements, batch, rules)) === batch) leftOpen = true;
  // While batches are still being sent there is nothing to close.
  if (!closed && plan.kind === 'planned' && hints.finishedBatches >= plan.batches)
    await closeIfComplete(deps, id);
  if (!closed || !leftOpen) return;
  // Held by a sender's lease, or written by somebody else just now: the sweep looks at it again. The mark names the
  // books as they are now, or whoever closed them before would take it away.
  const now = await deps.announcements.read(id);
  await deps.announcements.markOpen(id, now?.revision ?? announcement.revision);
};

/** Pauses the announcement if its bounces or complaints have passed the limit. */
export const applyBrakes = async (
  deps: Pick<EvidenceDeps, 'announcements' | 'clock' | 'log'>,
  id: AnnouncementId,
  tally: Tally,
): Promise<void> => {
  const braked = await changeAnnouncement(deps.announcements, id, (announcement) => {
    const cause = brake(announcement, tally);
    return cause === undefined
      ? { kind: 'refused', why: 'its rates are within the limits' }
      : pause(announcement, { by: 'brake', ...cause }, deps.clock.now());
  });
  if (braked.kind === 'changed' && braked.announcement.state.kind === 'paused')
    deps.log('announcement.paused', {
      announcementId: id,
      by: 'brake',
      code: braked.announcement.state.code,
      reason: braked.announcement.state.reason,
    });
};

const tallyOf = async (deps: EvidenceDeps, id: AnnouncementId): Promise<Tally> => {
  let tally: Tally = { accepted: 0, bounced: 0, complained: 0 };
  for await (const batch of deps.announcements.batches(id)) tally = addToTally(tally, batch);
  return tally;
};

export const addToTally = (tally: Tally, batch: Batch): Tally => ({
  accepted: tally.accepted + membersWith(batch.ledger, 'A').length,
  bounced: tally.bounced + batch.evidence.bounced.size,
  complained: tally.complained + batch.evidence.complained.size,
});
