import type { AnnouncementId, SubscriberId } from '../ids.ts';
import { freshLedger, isDone, type Ledger, type Letter, membersWith, withLetters } from './ledger.ts';

/** Members of an audience that travel together: one queue message, one row. */
export const MAX_BATCH = 100;

export type Lease = { readonly holder: string; readonly until: number };

/**
 * What SES reported later. `bounced` is a permanent bounce; `undelivered` a transient one, after SES gave up.
 * Each of them proves that SES had taken the message.
 */
export const EVIDENCE_KINDS = ['delivered', 'bounced', 'complained', 'undelivered'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export type Batch = {
  readonly announcementId: AnnouncementId;
  /** From 0, without gaps. */
  readonly number: number;
  /** In the order of ids. A batch without members ends the plan: no other can come after it. */
  readonly members: readonly SubscriberId[];
  readonly ledger: Ledger;
  /** The fencing token: raised by every taking; a sender's writes are conditional on its own. */
  readonly attempt: number;
  /**
   * Counts the writes of one attempt, from 0 at the taking. A copy of an earlier write that reaches the table
   * late (a request given up by its client is not gone) would put members back to waiting: it is refused.
   */
  readonly step: number;
  readonly lease?: Lease;
  /** Members by index. Sets that only grow: doubled, late and reordered evidence changes nothing. */
  readonly evidence: Readonly<Record<EvidenceKind, ReadonlySet<number>>>;
  /** Why SES rejected a member, by index. */
  readonly rejections: ReadonlyMap<number, string>;
  /** Why a member is `?`, by index, and since when (ms). */
  readonly doubts: ReadonlyMap<number, Doubt>;
};

export type Doubt = { readonly cause: DoubtCause; readonly since: number };
/** `crash`: the sender stopped between the mark and the outcome. `connection`: it broke after the request left. */
export type DoubtCause = 'crash' | 'connection' | 'server-error';

export type Taking =
  | { readonly kind: 'taken'; readonly batch: Batch }
  | { readonly kind: 'held'; readonly until: number }
  | { readonly kind: 'done' };

/**
 * Takes a batch for a new attempt. Whatever an earlier attempt had with SES becomes `?`, unless evidence has
 * already shown that SES took it; from this write on that earlier attempt can write nothing more.
 */
export const take = (batch: Batch, holder: string, now: number, leaseMs: number): Taking => {
  if (isDone(batch.ledger)) return { kind: 'done' };
  if (batch.lease !== undefined && batch.lease.until > now) return { kind: 'held', until: batch.lease.until };
  const settled = settledByEvidence(batch);
  const abandoned = membersWith(settled.ledger, '~');
  return {
    kind: 'taken',
    batch: {
      ...settled,
      attempt: batch.attempt + 1,
      step: 0,
      lease: { holder, until: now + leaseMs },
      ledger: withLetters(settled.ledger, new Map(abandoned.map((member) => [member, '?']))),
      doubts: new Map([
        ...settled.doubts,
        ...abandoned.map((member): [number, Doubt] => [member, { cause: 'crash', since: now }]),
      ]),
    },
  };
};

/** Evidence of any kind proves that SES took the message, whatever the ledger had been able to note. */
export const settledByEvidence = (batch: Batch): Batch => {
  const proven = new Map<number, Letter>();
  for (const [member, letter] of batch.ledger.split('').entries())
    if ((letter === '?' || letter === '~' || letter === '.') && hasEvidence(batch, member))
      proven.set(member, 'A');
  if (proven.size === 0) return batch;
  return {
    ...batch,
    ledger: withLetters(batch.ledger, proven),
    doubts: new Map([...batch.doubts].filter(([member]) => !proven.has(member))),
  };
};

/** Whether evidence has come about a member that is down as unknown. */
export const hasSettledDoubt = (batch: Batch): boolean =>
  membersWith(batch.ledger, '?').some((member) => hasEvidence(batch, member));

const hasEvidence = (batch: Batch, member: number): boolean =>
  EVIDENCE_KINDS.some((kind) => batch.evidence[kind].has(member));

export const newBatch = (
  announcementId: AnnouncementId,
  number: number,
  members: readonly SubscriberId[],
): Batch => ({
  announcementId,
  number,
  members,
  ledger: freshLedger(members.length),
  attempt: 0,
  step: 0,
  evidence: { delivered: new Set(), bounced: new Set(), complained: new Set(), undelivered: new Set() },
  rejections: new Map(),
  doubts: new Map(),
});
