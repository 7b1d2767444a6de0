import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, settledByEvidence, type Taking, take } from '../../lambdas/announcements/batch.ts';
import { isDone } from '../../lambdas/announcements/ledger.ts';
import { type SettleRules, settle } from '../../lambdas/announcements/settle.ts';
import { batch, hasEvidence, NOW } from './arbitraries.ts';

const LEASE_MS = 60_000;

test('taking leaves outcomes alone, puts in doubt what was with SES, and raises the fencing token', () => {
  fc.assert(
    fc.property(batch, (was) => {
      const taking = take(was, 'me', NOW, LEASE_MS);
      expect(taking.kind).toBe(kindOf(was));
      if (taking.kind !== 'taken') return;
      const { batch: taken } = taking;
      expect(taken.attempt).toBe(was.attempt + 1);
      expect(taken.step).toBe(0);
      expect(taken.lease).toEqual({ holder: 'me', until: NOW + LEASE_MS });
      for (const [member, letter] of was.ledger.split('').entries())
        expect(taken.ledger[member]).toBe(afterTaking(letter, hasEvidence(was, member)));
    }),
  );
});

const kindOf = (was: Batch): Taking['kind'] => {
  if (isDone(was.ledger)) return 'done';
  return was.lease !== undefined && was.lease.until > NOW ? 'held' : 'taken';
};

const afterTaking = (letter: string, proven: boolean): string => {
  if (letter === 'A' || letter === 'E' || letter === 'R') return letter;
  if (proven) return 'A';
  return letter === '~' ? '?' : letter;
};

test('every unknown member has a cause, and nobody else has one, whoever took or settled the batch', () => {
  fc.assert(
    fc.property(batch, rules(), (was, settling) => {
      const taking = take(was, 'me', NOW, LEASE_MS);
      const settled = settle(was, settling);
      for (const after of [taking, settled])
        if ('batch' in after)
          expect([...after.batch.doubts.keys()].sort(byNumber)).toEqual(unknownIn(after.batch.ledger));
    }),
  );
});

const unknownIn = (ledger: string): readonly number[] =>
  ledger.split('').flatMap((letter, member) => (letter === '?' ? [member] : []));

const byNumber = (a: number, b: number): number => a - b;

function rules(): fc.Arbitrary<SettleRules> {
  return fc.record({
    now: fc.constant(NOW),
    cancelled: fc.boolean(),
    verdict: fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.record({
        kind: fc.constantFrom('accept' as const, 'resend' as const),
        until: fc.integer({ min: NOW - 9, max: NOW }),
      }),
    ),
  });
}

test('evidence settles the same whether it comes at once, in parts or again', () => {
  fc.assert(
    fc.property(batch, (all) => {
      const delivered = { ...all, evidence: { ...all.evidence, bounced: new Set<number>() } };
      const inParts = settledByEvidence({ ...settledByEvidence(delivered), evidence: all.evidence });
      expect(inParts).toEqual(settledByEvidence(all));
      expect(settledByEvidence(settledByEvidence(all))).toEqual(settledByEvidence(all));
    }),
  );
});

test('settling changes no outcome, leaves nobody with SES, and is done after one time', () => {
  fc.assert(
    fc.property(batch, rules(), (was, settling) => {
      const settled = settle(was, settling);
      if (settled.kind !== 'settled') return;
      const { batch: after } = settled;
      expect(after.attempt).toBe(was.attempt + 1);
      expect(after.lease).toBeUndefined();
      expect(after.ledger).not.toContain('~');
      if (settling.cancelled) expect(after.ledger).not.toContain('.');
      for (const [member, letter] of was.ledger.split('').entries()) {
        const is = after.ledger[member];
        if (letter === 'A' || letter === 'E' || letter === 'R') expect(is).toBe(letter);
        else if (hasEvidence(was, member)) expect(is).toBe('A');
        else if (letter === '?' && settling.cancelled) expect('?A').toContain(is);
      }
      // What settling itself puts in doubt nobody has decided about yet.
      const undecided = { ...settling, verdict: { kind: 'none' as const } };
      expect(settle(after, undecided).kind).toBe('unchanged');
    }),
  );
});
