import { type Announcement, isCancelled, type Verdict } from './announcement.ts';
import { type Batch, type Doubt, settledByEvidence } from './batch.ts';
import { type Letter, membersWith, withLetters } from './ledger.ts';
import type { AnnouncementStore } from './ports.ts';

/** What becomes of a `?` for which no evidence came in time: it waits for an operator, or it is sent again. */
export type DoubtPolicy = 'hold' | 'resend';

export type Settling =
  | { readonly kind: 'unchanged' }
  /** A sender has the batch; it writes its own outcomes. */
  | { readonly kind: 'held' }
  | { readonly kind: 'settled'; readonly batch: Batch };

/** What the announcement says about its ledgers. `now` in milliseconds since 1970. */
export type SettleRules = {
  readonly now: number;
  readonly cancelled: boolean;
  readonly verdict: Verdict;
};

export const rulesOf = (announcement: Announcement, now: number): SettleRules => ({
  now,
  cancelled: isCancelled(announcement),
  verdict: announcement.verdict,
});

/**
 * What can be said about a batch that no sender holds: evidence turns unknown into accepted, what a dead sender
 * left with SES is unknown, a cancelled announcement excludes who still waits, and what was decided about
 * doubts is carried out. Raises the attempt, so that a sender presumed dead cannot write over it.
 */
export const settle = (batch: Batch, rules: SettleRules): Settling => {
  if (batch.lease !== undefined && batch.lease.until > rules.now) return { kind: 'held' };
  const proven = settledByEvidence(batch);
  // Before new doubts are written down: nobody has decided about those.
  const decided = rules.cancelled ? takenBack(proven, rules) : carriedOut(proven, rules.verdict);
  const abandoned = doubted(decided, membersWith(decided.ledger, '~'), rules.now);
  const judged = rules.cancelled ? excluded(abandoned) : abandoned;
  const undecided = decidedDoubts(batch, rules.verdict).length === 0;
  if (judged.ledger === batch.ledger && undecided) return { kind: 'unchanged' };
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

const carriedOut = (batch: Batch, verdict: Verdict): Batch =>
  verdict.kind === 'none'
    ? batch
    : withoutDoubts(batch, decidedDoubts(batch, verdict), verdict.kind === 'accept' ? 'A' : '.');

/**
 * Nobody of a cancelled announcement is sent it again. Those doubts begin anew, in a write of their own, so that
 * an operator who is still carrying out the earlier word finds the batch changed.
 */
const takenBack = (batch: Batch, { verdict, now }: SettleRules): Batch => {
  if (verdict.kind !== 'resend') return carriedOut(batch, verdict);
  const decided = new Set(decidedDoubts(batch, verdict));
  return {
    ...batch,
    doubts: new Map(
      [...batch.doubts].map(([member, doubt]): [number, Doubt] => [
        member,
        decided.has(member) ? { ...doubt, since: now } : doubt,
      ]),
    ),
  };
};

/** The unknown members that a verdict is about. */
export const decidedDoubts = (batch: Batch, verdict: Verdict): readonly number[] =>
  verdict.kind === 'none'
    ? []
    : membersWith(batch.ledger, '?').filter(
        (member) => (batch.doubts.get(member)?.since ?? 0) <= verdict.until,
      );

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
