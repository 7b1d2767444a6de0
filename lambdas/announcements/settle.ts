import type { AnnouncementState } from './announcement.ts';
import { type Batch, type Doubt, settledByEvidence } from './batch.ts';
import { EVIDENCE_WAIT_MS } from './close.ts';
import { type Letter, membersWith, withLetters } from './ledger.ts';
import type { AnnouncementStore } from './ports.ts';

/** What becomes of a `?` for which no evidence came in time: it waits for an operator, or it is sent again. */
export type DoubtPolicy = 'hold' | 'resend';

export type Settling =
  | { readonly kind: 'unchanged' }
  /** A sender has the batch; it writes its own outcomes. */
  | { readonly kind: 'held' }
  | { readonly kind: 'settled'; readonly batch: Batch };

export type SettleRules = {
  readonly now: number;
  readonly policy: DoubtPolicy;
  readonly state: AnnouncementState['kind'];
};

/**
 * What can be said about a batch that no sender holds: evidence turns unknown into accepted, what a dead sender
 * left with SES is unknown, a cancelled announcement excludes who still waits, and the doubt policy puts old
 * doubts back to waiting. Raises the attempt, so that a sender presumed dead cannot write over it.
 */
export const settle = (batch: Batch, rules: SettleRules): Settling => {
  if (batch.lease !== undefined && batch.lease.until > rules.now) return { kind: 'held' };
  const proven = settledByEvidence(batch);
  const abandoned = doubted(proven, membersWith(proven.ledger, '~'), rules.now);
  const judged = rules.state === 'cancelled' ? excluded(abandoned) : resent(abandoned, rules);
  if (judged.ledger === batch.ledger) return { kind: 'unchanged' };
  const { lease: _, ...free } = judged;
  return { kind: 'settled', batch: { ...free, attempt: batch.attempt + 1, step: 0 } };
};

const doubted = (batch: Batch, members: readonly number[], now: number): Batch => ({
  ...batch,
  ledger: lettered(batch, members, '?'),
  doubts: new Map([
    ...batch.doubts,
    ...members.map((member): [number, Doubt] => [member, { cause: 'crash', since: now }]),
  ]),
});

const excluded = (batch: Batch): Batch => ({
  ...batch,
  ledger: lettered(batch, membersWith(batch.ledger, '.'), 'E'),
});

const resent = (batch: Batch, rules: SettleRules): Batch => {
  if (rules.policy !== 'resend' || rules.state !== 'running') return batch;
  const old = [...batch.doubts].filter(([, doubt]) => doubt.since <= rules.now - EVIDENCE_WAIT_MS);
  return withoutDoubts(
    batch,
    old.map(([member]) => member),
    '.',
  );
};

/** An operator's word on all that is unknown in a batch: taken for accepted, or to be sent again. */
export const resolved = (batch: Batch, verdict: 'accept' | 'resend'): Batch => {
  const { lease: _, ...free } = withoutDoubts(
    batch,
    membersWith(batch.ledger, '?'),
    verdict === 'accept' ? 'A' : '.',
  );
  return { ...free, attempt: batch.attempt + 1, step: 0 };
};

const withoutDoubts = (batch: Batch, members: readonly number[], letter: Letter): Batch => ({
  ...batch,
  ledger: lettered(batch, members, letter),
  doubts: new Map([...batch.doubts].filter(([member]) => !members.includes(member))),
});

const lettered = (batch: Batch, members: readonly number[], letter: Letter) =>
  withLetters(batch.ledger, new Map(members.map((member) => [member, letter])));

/** Commits a settling; somebody else's write in between makes it void, and the next sweep looks again. */
export const commitSettling = async (
  announcements: Pick<AnnouncementStore, 'takeBatch'>,
  batch: Batch,
  rules: SettleRules,
): Promise<Batch> => {
  const settling = settle(batch, rules);
  if (settling.kind !== 'settled') return batch;
  return (await announcements.takeBatch(settling.batch, batch)) === 'written' ? settling.batch : batch;
};
