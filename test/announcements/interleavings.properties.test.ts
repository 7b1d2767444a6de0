import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, type EvidenceKind, newBatch, take } from '../../lambdas/announcements/batch.ts';
import { type Letter, withLetters } from '../../lambdas/announcements/ledger.ts';
import { settle } from '../../lambdas/announcements/settle.ts';
import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { ID, membersOf, NOW } from './arbitraries.ts';

const MEMBERS = 6;
const LEASE_MS = 60_000;

type Outcome = 'A' | 'R' | 'E' | '?';
type Report = { readonly kind: EvidenceKind; readonly member: number };

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
  for (let first = 0; first < MEMBERS; first += 2) {
    const window = [first, first + 1];
    const before = first === 0 ? [] : [first - 2, first - 1];
    write([
      ...before.map((member): [number, Letter] => [member, outcomes[member] ?? 'A']),
      ...window.map((member): [number, Letter] => [member, '~']),
    ]);
  }
  write([MEMBERS - 2, MEMBERS - 1].map((member): [number, Letter] => [member, outcomes[member] ?? 'A']));
  return writes;
};

/** Only what SES took, or may have taken, is ever reported. */
const scene = fc
  .array(fc.constantFrom<Outcome>('A', 'R', 'E', '?'), { minLength: MEMBERS, maxLength: MEMBERS })
  .chain((outcomes) => {
    const takenBySes = outcomes.flatMap((outcome, member) =>
      outcome === 'A' || outcome === '?' ? [member] : [],
    );
    const report = fc.record({
      kind: fc.constantFrom<EvidenceKind>('delivered', 'bounced', 'complained', 'undelivered'),
      member: fc.constantFrom(...(takenBySes.length === 0 ? [0] : takenBySes)),
    });
    return fc.record({
      outcomes: fc.constant(outcomes),
      reports: takenBySes.length === 0 ? fc.constant<Report[]>([]) : fc.array(report, { maxLength: 8 }),
      /** For each report, after how many of the sender's writes it comes. */
      moments: fc.array(fc.nat({ max: 5 }), { minLength: 8, maxLength: 8 }),
      /** Late copies: which write, and after how many writes it arrives again. */
      copies: fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 5 })), { maxLength: 4 }),
    });
  });

const play = async (
  outcomes: readonly Outcome[],
  happens: (moment: number) => { readonly reports: readonly Report[]; readonly copies: readonly number[] },
): Promise<Batch> => {
  const store = createInMemoryAnnouncements();
  const fresh = newBatch(ID, 0, membersOf(MEMBERS));
  await store.addBatch(fresh);
  const taking = take(fresh, 'sender', NOW, LEASE_MS);
  if (taking.kind !== 'taken') throw new Error(taking.kind);
  await store.takeBatch(taking.batch, fresh);
  const writes = writesOf(taking.batch, outcomes);
  for (let moment = 0; moment <= writes.length + 1; moment += 1) {
    const write = writes[moment];
    if (write !== undefined) expect(await store.writeBatch(write)).toBe('written');
    const { reports, copies } = happens(moment);
    for (const { kind, member } of reports)
      await store.addEvidence(ID, 0, new Map([[kind, new Set([member])]]));
    for (const copy of copies) {
      const late = writes[copy];
      if (late !== undefined && copy < moment) await store.writeBatch(late);
    }
  }
  const stored = store.storedBatch(ID, 0) ?? fresh;
  const settled = settle(stored, {
    now: NOW + LEASE_MS + 1,
    cancelled: false,
    verdict: { kind: 'none' },
  });
  return settled.kind === 'settled' ? settled.batch : stored;
};

const said = ({ ledger, evidence, doubts }: Batch) => ({
  ledger,
  doubts: [...doubts.keys()],
  evidence: Object.fromEntries(
    Object.entries(evidence).map(([kind, members]) => [kind, [...members].sort((a, b) => a - b)]),
  ),
});

test('any interleaving of evidence, the writes of a sender and their late copies gives the same books', () =>
  fc.assert(
    fc.asyncProperty(scene, async ({ outcomes, reports, moments, copies }) => {
      const mixed = await play(outcomes, (moment) => ({
        reports: reports.filter((_, index) => (moments[index] ?? 0) === moment),
        copies: copies.flatMap(([copy, at]) => (at === moment ? [copy] : [])),
      }));
      const inOrder = await play(outcomes, (moment) => ({
        reports: moment === 5 ? reports : [],
        copies: [],
      }));
      expect(said(mixed)).toEqual(said(inOrder));
    }),
  ));

test('evidence that comes twice counts once', () =>
  fc.assert(
    fc.asyncProperty(scene, async ({ outcomes, reports }) => {
      const once = await play(outcomes, (moment) => ({ reports: moment === 5 ? reports : [], copies: [] }));
      const twice = await play(outcomes, (moment) => ({ reports: moment >= 4 ? reports : [], copies: [] }));
      expect(said(twice)).toEqual(said(once));
    }),
  ));
