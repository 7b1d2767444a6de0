import type { Announcement, Verdict } from '../../lambdas/announcements/announcement.ts';
import type { Batch } from '../../lambdas/announcements/batch.ts';
import type { AnnouncementId } from '../../lambdas/ids.ts';
import type { FaultLog } from './fault-log.ts';
import { type MemberKey, memberKey, memberOf } from './member-key.ts';
import type { Process } from './process.ts';
import type { Violations } from './violations.ts';

/** A member's `~`: who wrote it, and since when that sender could have read the world of this window. */
export type Mark = { readonly process: Process; readonly windowBegan: number };

/**
 * Sees every change of every ledger at the instant it is committed, and remembers what the checks need. It
 * stands at the table, so no sender's mistake is hidden from it.
 */
export type Witness = {
  /** How many of one sender may be with SES at once. */
  window(): number;
  announcementChanged(process: Process, announcement: Announcement, at: number): void;
  /** In true time, whatever the clock of the planner said. */
  plannedAt(id: AnnouncementId): number | undefined;
  /** Paused, parked, cancelled or closed throughout `[from, to]`. */
  stoodStill(id: AnnouncementId, from: number, to: number): boolean;
  batchChanged(process: Process, before: Batch, after: Batch, at: number): void;
  markOf(key: MemberKey): Mark | undefined;
  /** How often somebody in doubt was put back to waiting, by an operator or by the policy. */
  resendsOf(key: MemberKey): number;
  acceptedByOperator(key: MemberKey): boolean;
  /** Until when, by the clock of its holder, a sender may work on the batch of this member. */
  leasedUntil(process: Process, key: MemberKey): number;
};

export type WitnessDeps = {
  readonly faults: FaultLog;
  readonly violations: Violations;
  readonly doubtPolicy: 'hold' | 'resend';
  /** Messages a second of one sender, at most. */
  readonly pacePerSender: () => number;
};

/** A word on doubts, and when (in true time) it was written down. */
type Decided = Exclude<Verdict, { kind: 'none' }> & { readonly at: number };

/** What may be with SES at once, and so in doubt after one crash: a window, and stragglers of the one before (windows.ts). */
const MOST_IN_FLIGHT = 25;
const MOST_STRAGGLERS = 6;
/** What the doubt policy lets pass before it sends again (close.ts). */
const EVIDENCE_WAIT_MS = 3_600_000;

export const createWitness = (deps: WitnessDeps): Witness => {
  const { violations, faults } = deps;
  const marks = new Map<MemberKey, Mark>();
  const resends = new Map<MemberKey, number>();
  const byOperator = new Set<MemberKey>();
  const doubtedAt = new Map<MemberKey, number>();
  const planned = new Map<AnnouncementId, number>();
  const verdicts = new Map<AnnouncementId, readonly Decided[]>();
  const leases = new Map<string, number>();
  const lastWrites = new Map<string, number>();
  const states = new Map<AnnouncementId, { readonly from: number; readonly running: boolean }[]>();

  const doubted = (by: Process, key: MemberKey, after: Batch, member: number): void => {
    const cause = after.doubts.get(member)?.cause;
    if (cause === undefined) violations.add('doubt has a cause', `${key} is ? and its row names no cause`);
    const sender = marks.get(key)?.process;
    // Whose clock is far ahead sees a lease as run out that its holder still works under.
    const explained = cause === 'crash' ? sender?.harmed === true || by.clockAhead > 0 : faults.explains(key);
    if (!explained)
      violations.add('doubt has a cause', `${key} is ? (${cause}) and nothing was done to ${sender?.name}`);
  };

  /** An operator may decide what they like; the policy only about doubts that evidence has had its time for. */
  const isPermitted = (process: Process, { kind, until, at }: Decided): boolean =>
    process.kind === 'operator' ||
    (deps.doubtPolicy === 'resend' &&
      kind === 'resend' &&
      until <= at + process.clockAhead - EVIDENCE_WAIT_MS);

  const undoubted = (key: MemberKey, before: Batch, member: number, is: '.' | 'A'): void => {
    const since = before.doubts.get(member)?.since;
    // Two operators may have said two things; whoever carries one of them out does as told. Nobody can have spoken
    // about a doubt before it was there, whatever the clocks say.
    const said = (kind: Decided['kind']): boolean =>
      (verdicts.get(before.announcementId) ?? []).some(
        (verdict) =>
          verdict.kind === kind &&
          since !== undefined &&
          since <= verdict.until &&
          (doubtedAt.get(key) ?? 0) <= verdict.at,
      );
    if (is === '.' && said('resend')) resends.set(key, (resends.get(key) ?? 0) + 1);
    else if (is === 'A' && said('accept')) byOperator.add(key);
    else if (is === '.' || !isProven(before, member))
      violations.add('an outcome stays', `${key} was in doubt and became ${is}, and nobody had said so`);
  };

  const window = (): number => Math.min(MOST_IN_FLIGHT, Math.ceil(deps.pacePerSender()) + MOST_STRAGGLERS);

  return {
    window,
    plannedAt: (id) => planned.get(id),
    announcementChanged: (process, { announcementId, state, plan, verdict }, at) => {
      const known = verdicts.get(announcementId) ?? [];
      const word = verdict.kind === 'none' ? undefined : { ...verdict, at };
      const isNew = !known.some(({ kind, until }) => kind === word?.kind && until === word.until);
      if (word !== undefined && isNew && isPermitted(process, word))
        verdicts.set(announcementId, [...known, word]);
      if (plan.kind === 'planned' && !planned.has(announcementId)) planned.set(announcementId, at);
      const history = states.get(announcementId) ?? [];
      states.set(announcementId, history);
      history.push({ from: at, running: state.kind === 'running' });
    },
    stoodStill: (id, from, to) => {
      let before = false;
      for (const state of states.get(id) ?? []) {
        if (state.from <= from) before = !state.running;
        else if (state.from <= to && state.running) return false;
      }
      return before;
    },
    batchChanged: (process, before, after, at) => {
      const id: AnnouncementId = after.announcementId;
      const writer = writerOf(process, id, after.number);
      const crashed: MemberKey[] = [];
      for (let member = 0; member < before.ledger.length; member += 1) {
        const was = before.ledger[member];
        const is = after.ledger[member];
        if (was === is) continue;
        const key = memberKey(id, after.number, member);
        // A sender that got no answer to its `E` asks again about that person, and may hear something else.
        const asksAgain = was === 'E' && before.attempt === after.attempt;
        if ((was === 'A' || was === 'R' || was === 'E') && !asksAgain)
          violations.add('an outcome stays', `${key} was ${was} and became ${is} by ${process.name}`);
        if (is === '~') marks.set(key, { process, windowBegan: lastWrites.get(writer) ?? at });
        if (is === '?') doubtedAt.set(key, at);
        if (is === '?') doubted(process, key, after, member);
        if (is === '?' && after.doubts.get(member)?.cause === 'crash') crashed.push(key);
        if (was === '?' && is !== '.' && is !== 'A')
          violations.add('an outcome stays', `${key} was in doubt and became ${is} by ${process.name}`);
        if (was === '?' && (is === '.' || is === 'A')) undoubted(key, before, member, is);
      }
      if (crashed.length > window())
        violations.add(
          'doubt is small',
          `one crash left ${crashed.length} of ${id}/${after.number} in doubt, and a window holds ${window()}`,
        );
      lastWrites.set(writer, at);
      if (after.lease !== undefined) leases.set(writer, after.lease.until);
    },
    markOf: (key) => marks.get(key),
    resendsOf: (key) => resends.get(key) ?? 0,
    acceptedByOperator: (key) => byOperator.has(key),
    leasedUntil: (process, key) => {
      const { announcementId, batch } = memberOf(key);
      return leases.get(writerOf(process, announcementId, batch)) ?? 0;
    },
  };
};

const isProven = ({ evidence }: Batch, member: number): boolean =>
  Object.values(evidence).some((members) => members.has(member));

const writerOf = (process: Process, id: AnnouncementId, batch: number): string =>
  `${process.name}/${id}/${batch}`;
