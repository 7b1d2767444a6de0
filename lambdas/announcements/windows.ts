import type { ShowId, SubscriberId } from '../ids.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import { answerInTheLightOf, withAnswers } from './answers.ts';
import type { Batch } from './batch.ts';
import type { Ending, Worked } from './ending.ts';
import { feelsItsWay, graver, type Halt, haltAfter, noted, recordFrom, type SenderRecord } from './halts.ts';
import { outcomesSince, type Letter, membersWith, withLetters } from './ledger.ts';
import { freeAfter, type LaneHold, MISSED_AFTER_MS, slotAfter, slotPeriod, windowSize } from './pace.ts';
import type { AnnouncementContent, Quota, SendResult } from './ports.ts';
import { LANE_MS, LEASE_MS, type SendDeps } from './sender.ts';
import { DAILY_QUOTA_SPENT, quotaOrStandstill, standstillAt } from './standstill.ts';

/** Members that may be `~` at once: what a crash can leave in doubt. */
export const MOST_IN_FLIGHT = 25;
/** A new window starts when no more than this many of the last ones are still with SES, so that windows stay whole. */
const REFILL_AT = 6;
/** Stop this long (ms) before the function ends: a request's time-out (10 s) and the last write fit in. */
export const RESERVE_MS = 15_000;
/** A window whose readings are older than this (ms), and the wait for a slot, is cut short and read anew. */
const READINGS_SERVE_MS = 30_000;
/** The last write carries outcomes that nobody else knows, so it is worth more than one try. */
const LAST_WRITE_TRIES = 5;

export type WindowsOf = {
  readonly batch: Batch;
  readonly content: AnnouncementContent;
  readonly showId: ShowId;
  readonly holder: string;
  readonly lane: LaneHold;
  readonly timeLeft: () => number;
};

/**
 * Sends a taken batch window by window. Before a member is handed to SES the ledger says `~`, and that same
 * write carries the outcomes known so far; the stragglers of one window may come in during the next.
 */
export const sendWindows = async (deps: SendDeps, work: WindowsOf): Promise<Worked> => {
  const run = newRun(deps, work);
  let ending: Ending | undefined;
  try {
    while (ending === undefined) ending = await oneWindow(run);
  } finally {
    // Whatever happened, what SES answered is written down before this sender leaves.
    await Promise.all(run.inFlight.values());
    if (!(await lastWrite(run))) ending = { kind: 'fenced' };
  }
  deps.log('batch.worked', {
    ...nameOf(run.batch),
    ending: ending.kind,
    ...outcomesSince(work.batch.ledger, run.batch.ledger),
  });
  return { ending, slotsFrom: Math.max(run.lane.from, freeAfter(run.lastSlot, run.period)) };
};

const nameOf = ({ announcementId, number, attempt }: Batch) => ({ announcementId, batch: number, attempt });

type Run = WindowsOf & {
  readonly deps: SendDeps;
  lane: LaneHold;
  batch: Batch;
  /** What SES answered since the last write. */
  readonly answers: Map<number, SendResult>;
  readonly inFlight: Map<number, Promise<void>>;
  record: SenderRecord;
  halt: Halt | undefined;
  /** Whether SES has taken this announcement's message for somebody of the batch. */
  taken: boolean;
  lastSlot: number;
  step: number;
  /** When the state and the people of the present window were read, or a little before. */
  readAt: number;
  /** How long (ms) a slot may have to be waited for at the present quota. */
  period: number;
};

const newRun = (deps: SendDeps, work: WindowsOf): Run => ({
  ...work,
  deps,
  answers: new Map(),
  inFlight: new Map(),
  record: recordFrom(work.batch, deps.clock.now()),
  halt: undefined,
  taken: work.batch.ledger.includes('A'),
  lastSlot: 0,
  step: work.batch.step,
  readAt: 0,
  period: 0,
});

/** Undefined: go on with the next window. */
const oneWindow = async (run: Run): Promise<Ending | undefined> => {
  while (run.inFlight.size > (feelsItsWay(run.record) ? 0 : REFILL_AT))
    await Promise.race(run.inFlight.values());
  if (!somebodyWaits(run)) {
    await Promise.all(run.inFlight.values());
    if (!somebodyWaits(run)) return { kind: 'done' };
  }
  if (run.halt !== undefined) {
    const ending = await heed(run, run.halt);
    if (ending !== undefined) return ending;
    run.halt = undefined;
  }
  const { announcements, pace, clock } = run.deps;
  // It knows how long its own reading serves, and may have been asked for at length.
  const quota = await quotaOrStandstill(pace);
  if ('kind' in quota) return quota;
  run.readAt = clock.now();
  const [announcement, window] = await Promise.all([
    announcements.read(run.batch.announcementId),
    nextWindow(run, quota),
  ]);
  if (announcement?.state.kind !== 'running') return { kind: 'stopped' };
  const standstill = standstillAt(quota, run.lane);
  if (standstill !== undefined) return standstill;
  run.period = slotPeriod(run.lane, quota.maxSendRate);
  if (run.timeLeft() < RESERVE_MS + run.period || !(await keepLane(run)))
    return { kind: 'to be continued', delaySeconds: 0 };
  if ((await mark(run, window)) === 'fenced') return { kind: 'fenced' };
  await handOver(run, window, quota);
  return undefined;
};

/** So that it outlives the window to come. False when another sender has the lane. */
const keepLane = async (run: Run): Promise<boolean> => {
  const { pace, clock } = run.deps;
  const now = clock.now();
  // A lane that lasts until the reserve of the function's time begins need not last longer.
  if (run.lane.until - now > Math.min(LANE_MS / 2 + run.period, run.timeLeft() - RESERVE_MS / 2)) return true;
  const kept = await pace.keep(run.lane, run.holder, now + LANE_MS + run.period);
  run.lane = kept ?? run.lane;
  return kept !== undefined;
};

const somebodyWaits = (run: Run): boolean => withAnswers(run.batch, run.answers, 0).ledger.includes('.');

type Window = readonly (readonly [member: number, to: EmailAddress | undefined])[];

/** Whose turn it is, with their addresses; undefined for somebody who, as people are now, is not to be mailed. */
const nextWindow = async (run: Run, quota: Quota): Promise<Window> => {
  const { audience, clock } = run.deps;
  const size = Math.min(
    feelsItsWay(run.record) ? 1 : MOST_IN_FLIGHT - run.inFlight.size,
    windowSize(quota.maxSendRate, run.lane.of, MOST_IN_FLIGHT),
  );
  const members = membersWith(withAnswers(run.batch, run.answers, 0).ledger, '.').slice(0, size);
  const people = members.map((member): [number, SubscriberId] => [member, memberOf(run.batch, member)]);
  const mailable = await audience.mailable(
    run.showId,
    people.map(([, id]) => id),
    clock.now(),
  );
  return people.map(([member, id]) => [member, mailable.get(id)]);
};

/** Before anybody of a window is handed over, the ledger says `~`, or `E`. */
const mark = (run: Run, window: Window): Promise<'written' | 'fenced'> => {
  const letters = window.map(([member, to]): [number, Letter] => [member, to === undefined ? 'E' : '~']);
  return commit(run, new Map(letters));
};

/** Hands a marked window to SES, a slot for each. Whoever is not handed over is waiting again. */
const handOver = async (run: Run, window: Window, quota: Quota): Promise<void> => {
  const included = window.filter((one): one is [number, EmailAddress] => one[1] !== undefined);
  let handed = 0;
  try {
    for (const [member, to] of included) {
      if (await stopped(run, quota)) break;
      hand(run, member, to);
      handed += 1;
    }
  } finally {
    for (const [member] of included.slice(handed))
      run.answers.set(member, { kind: 'not sent', reason: 'the window was cut short' });
  }
};

/** Waits for the sender's next slot. True when nobody of this window may be handed over any more. */
const stopped = async (run: Run, quota: Quota): Promise<boolean> => {
  if (run.halt !== undefined) return true;
  const { clock } = run.deps;
  do {
    run.lastSlot = slotAfter(run.lane, quota.maxSendRate, clock.now(), run.lastSlot);
    const wait = run.lastSlot - clock.now();
    if (wait > 0) await clock.sleep(wait);
  } while (clock.now() > run.lastSlot + MISSED_AFTER_MS);
  // Sooner than the lease and the lane can pass: whoever wakes later has lost them to another sender.
  if (clock.now() > run.readAt + READINGS_SERVE_MS + run.period) return true;
  if (run.timeLeft() < RESERVE_MS / 2) run.halt ??= { kind: 'leave', delaySeconds: 0 };
  return run.halt !== undefined;
};

const hand = (run: Run, member: number, to: EmailAddress): void => {
  const { deps, content, showId } = run;
  const { announcementId, number } = run.batch;
  const bytes = deps.personalise(content.message, showId, memberOf(run.batch, member), to);
  const tags = { announcement: announcementId, batch: String(number), member: String(member) };
  const answered = async (): Promise<void> => {
    const answer = await deps.mailer
      .send({ source: content.message.source, to, bytes, tags })
      .then((given) => answerInTheLightOf(run.taken, given))
      // A mailer that throws has broken its promise; whether SES has the message is then unknown.
      .catch(
        (error: unknown): SendResult => ({ kind: 'unknown', cause: 'connection', reason: String(error) }),
      );
    run.inFlight.delete(member);
    run.answers.set(member, answer);
    run.taken ||= answer.kind === 'accepted';
    run.record = noted(run.record, answer, run.halt !== undefined);
    run.halt = graver(run.halt, haltAfter(run.record, answer));
  };
  run.inFlight.set(member, answered());
};

/** A halt is a rest, after which the sender goes on, or the end of this sender's work. */
const heed = async (run: Run, halt: Halt): Promise<Ending | undefined> => {
  switch (halt.kind) {
    case 'rest':
      await Promise.all(run.inFlight.values());
      if (run.timeLeft() - halt.forMs < RESERVE_MS)
        return { kind: 'to be continued', delaySeconds: Math.ceil(halt.forMs / 1000) };
      // The lease must outlive the rest, and the outcomes must not wait for its end.
      if ((await commit(run, new Map())) === 'fenced') return { kind: 'fenced' };
      await run.deps.clock.sleep(halt.forMs);
      return undefined;
    case 'leave':
      return { kind: 'to be continued', delaySeconds: halt.delaySeconds };
    case 'daily quota':
      return DAILY_QUOTA_SPENT;
    case 'park':
    case 'pause':
      return halt;
    default:
      return halt satisfies never;
  }
};

/** Writes the answers known by now and the letters given, renews the lease, and forgets what is written. */
const commit = async (run: Run, letters: ReadonlyMap<number, Letter>): Promise<'written' | 'fenced'> => {
  const { announcements, clock } = run.deps;
  const answers = new Map(run.answers);
  const known = withAnswers(run.batch, answers, clock.now());
  const next = {
    ...known,
    step: nextStep(run),
    ledger: withLetters(known.ledger, letters),
    lease: { holder: run.holder, until: clock.now() + run.period + LEASE_MS },
  };
  const written = await announcements.writeBatch(next);
  if (written === 'fenced') return written;
  run.batch = next;
  // An answer that came in during the write is for the next one.
  for (const member of answers.keys()) run.answers.delete(member);
  return written;
};

const lastWrite = async (run: Run): Promise<boolean> => {
  const { lease: _, ...free } = withAnswers(run.batch, run.answers, run.deps.clock.now());
  for (let attempt = 1; ; attempt += 1) {
    try {
      const last = { ...free, step: nextStep(run) };
      if ((await run.deps.announcements.writeBatch(last)) === 'fenced') return false;
      run.batch = last;
      return true;
    } catch (error) {
      if (attempt === LAST_WRITE_TRIES) throw error;
      await run.deps.clock.sleep(100 * 2 ** attempt);
    }
  }
};

/** Never the same twice: a write that failed may yet arrive, and must then be older than what followed it. */
const nextStep = (run: Run): number => {
  run.step += 1;
  return run.step;
};

const memberOf = (batch: Batch, member: number) => {
  const id = batch.members[member];
  if (id === undefined) throw new RangeError(`batch ${batch.number} has no member ${member}`);
  return id;
};
