import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, type EvidenceKind, newBatch, take } from '../../lambdas/announcements/batch.ts';
import { booksOf, type Letter, membersWith, withLetters } from '../../lambdas/announcements/ledger.ts';
import { commitSettling } from '../../lambdas/announcements/settle.ts';
import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { ID, membersOf, NOW } from './arbitraries.ts';

const MEMBERS = 6;
const LEASE_MS = 60_000;

type Outcome = 'A' | 'R' | 'E' | '?';
type Report = {
  readonly kind: EvidenceKind;
  readonly member: number;
  readonly moments: readonly number[];
};

/** What one sender writes: a mark before each window of two, with the outcomes of the window before it. */
const writesOf = (taken: Batch, outcomes: readonly Outcome[]): readonly Batch[] => {
  const writes: Batch[] = [];
  let current = taken;
  const write = (letters: readonly (readonly [number, Letter])[]): void => {
    const doubts = new Map(current.doubts);
    for (const [member, letter] of letters)
      if (letter === '?') doubts.set(member, { cause: 'connection', since: NOW });
    const ledger = withLetters(current.ledger, new Map(letters));
    current = { ...current, ledger, doubts, step: current.step + 1 };
    writes.push(current);
  };
  const outcomesOf = (window: readonly number[]): readonly [number, Letter][] =>
    window.map((member) => [member, outcomes[member] ?? 'A']);
  const waiting = membersWith(taken.ledger, '.');
  let before: readonly number[] = [];
  for (let first = 0; first < waiting.length; first += 2) {
    const window = waiting.slice(first, first + 2);
    write([...outcomesOf(before), ...window.map((member): [number, Letter] => [member, '~'])]);
    before = window;
  }
  write(outcomesOf(before));
  return writes;
};

/** Most writes there can be: those of a sender that dies after some of them, and those of the one that takes over. */
const MOMENTS = 10;

const moment = fc.nat({ max: MOMENTS });

/** Only what SES took, or may have taken, is ever reported. */
const scene = fc
  .array(fc.constantFrom<Outcome>('A', 'R', 'E', '?'), { minLength: MEMBERS, maxLength: MEMBERS })
  .chain((outcomes) => {
    const takenBySes = outcomes.flatMap((outcome, member) =>
      outcome === 'A' || outcome === '?' ? [member] : [],
    );
    const reportOf = (...members: readonly number[]): fc.Arbitrary<Report> =>
      fc.record({
        kind: fc.constantFrom<EvidenceKind>('delivered', 'bounced', 'complained', 'undelivered'),
        member: fc.constantFrom(...members),
        /** After how many of the senders' writes it comes; and again, if it comes twice. */
        moments: fc.uniqueArray(moment, { minLength: 1, maxLength: 3 }),
      });
    return fc.record({
      outcomes: fc.constant(outcomes),
      reports:
        takenBySes.length === 0
          ? fc.constant<Report[]>([])
          : fc.array(reportOf(...takenBySes), { maxLength: 8 }),
      /** Late copies: which write of the first sender, and after how many writes it arrives again. */
      copies: fc.array(fc.record({ write: fc.nat({ max: 3 }), moment }), { maxLength: 4 }),
      /** When the sweep looks at the batch. */
      sweeps: fc.uniqueArray(moment, { maxLength: 3 }),
      /** After so many writes the first sender is dead. */
      diesAfter: fc.nat({ max: 5 }),
      /** Whether the sweep comes before the one that takes over. */
      sweptBetween: fc.boolean(),
    });
  });

type Scene = {
  readonly outcomes: readonly Outcome[];
  readonly reports: readonly Report[];
  readonly copies: readonly { readonly write: number; readonly moment: number }[];
  readonly sweeps: readonly number[];
  readonly diesAfter: number;
  readonly sweptBetween: boolean;
};

/** Evidence about a member comes only once it was handed to SES. */
const isHanded = ({ ledger }: Batch, member: number): boolean => ledger[member] !== '.';

const play = async ({
  outcomes,
  reports,
  copies,
  sweeps,
  diesAfter,
  sweptBetween,
}: Scene): Promise<Batch> => {
  const store = createInMemoryAnnouncements();
  const fresh = newBatch(ID, 0, membersOf(MEMBERS));
  await store.addBatch(fresh);
  const stored = (): Batch => store.storedBatch(ID, 0) ?? fresh;
  const taken = async (holder: string, now: number): Promise<Batch | undefined> => {
    const was = stored();
    const taking = take(was, holder, now, LEASE_MS);
    if (taking.kind !== 'taken') return undefined;
    expect(await store.takeBatch(taking.batch, was)).toBe('written');
    return taking.batch;
  };
  const sweepAt = (now: number) => commitSettling(store, stored(), { ...RULES, now });

  const first = await taken('first', NOW);
  const firstWrites = first === undefined ? [] : writesOf(first, outcomes);
  let writes = firstWrites.slice(0, diesAfter);
  let takenOver = false;
  const pending: Report[] = [];
  for (let now = 0; now <= MOMENTS; now += 1) {
    if (now === writes.length && !takenOver) {
      takenOver = true;
      if (sweptBetween) await sweepAt(NOW + LEASE_MS + 1);
      const second = await taken('second', NOW + LEASE_MS + 1);
      if (second !== undefined) writes = [...writes, ...writesOf(second, outcomes)];
    }
    const write = writes[now];
    if (write !== undefined) expect(await store.writeBatch(write)).toBe('written');
    for (const copy of copies) {
      const late = firstWrites[copy.write];
      if (late !== undefined && copy.moment === now && copy.write < Math.min(now, diesAfter))
        await store.writeBatch(late);
    }
    pending.push(...reports.filter(({ moments }) => moments.includes(now)));
    for (const report of pending.splice(0)) {
      if (isHanded(stored(), report.member))
        await store.addEvidence(ID, 0, new Map([[report.kind, new Set([report.member])]]));
      else pending.push(report);
    }
    if (sweeps.includes(now)) await sweepAt(NOW + LEASE_MS - 1);
  }
  await sweepAt(NOW + 3 * LEASE_MS);
  return stored();
};

const RULES = { cancelled: false, verdict: { kind: 'none' } } as const;

const said = ({ ledger, evidence, doubts }: Batch) => ({
  books: booksOf(ledger),
  ledger,
  doubts: [...doubts.keys()].sort((a, b) => a - b),
  evidence: Object.fromEntries(
    Object.entries(evidence).map(([kind, members]) => [kind, [...members].sort((a, b) => a - b)]),
  ),
});

test('whenever, how often and in whatever order evidence, sweeps and late copies come, the books are the same', () =>
  fc.assert(
    fc.asyncProperty(scene, async (mixed) => {
      const atTheEnd = mixed.reports.map((report) => ({ ...report, moments: [MOMENTS] }));
      const inOrder = { ...mixed, reports: atTheEnd, copies: [], sweeps: [], sweptBetween: false };
      expect(said(await play(mixed))).toEqual(said(await play(inOrder)));
    }),
    { numRuns: 400 },
  ));

test('everybody has an outcome, nobody with evidence is in doubt, and only a doubt or a death leaves one', () =>
  fc.assert(
    fc.asyncProperty(scene, async (mixed) => {
      const { ledger, evidence } = await play(mixed);
      expect(ledger).not.toMatch(/[.~]/);
      const proven = new Set(Object.values(evidence).flatMap((members) => [...members]));
      for (const [member, letter] of ledger.split('').entries()) {
        if (proven.has(member)) expect(letter).toBe('A');
        else if (letter !== '?') expect(letter).toBe(mixed.outcomes[member]);
      }
      const died = mixed.diesAfter < 4 ? 2 : 0;
      const open = mixed.outcomes.filter((outcome) => outcome === '?').length;
      expect(booksOf(ledger).unknown).toBeLessThanOrEqual(open + died);
    }),
    { numRuns: 400 },
  ));
