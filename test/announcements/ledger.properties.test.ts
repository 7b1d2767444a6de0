import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  booksOf,
  isDone,
  type Letter,
  membersWith,
  sumOfBooks,
  withLetters,
} from '../../lambdas/announcements/ledger.ts';
import { ledger, letter } from './arbitraries.ts';

test('the books of a ledger count every member once', () => {
  fc.assert(
    fc.property(ledger, (letters) => {
      const { audience, ...columns } = booksOf(letters);
      expect(audience).toBe(letters.length);
      expect(Object.values(columns).reduce((a, b) => a + b, 0)).toBe(audience);
    }),
  );
});

test('the books of two ledgers are the sum of theirs', () => {
  fc.assert(
    fc.property(ledger, ledger, (one, other) => {
      expect(sumOfBooks(booksOf(one), booksOf(other))).toEqual(booksOf(one + other));
    }),
  );
});

test('new letters stand where they were put, and every other is as it was', () => {
  fc.assert(
    fc.property(ledger, fc.array(fc.tuple(fc.nat({ max: 11 }), letter)), (letters, changes) => {
      const inside = new Map<number, Letter>(changes.filter(([member]) => member < letters.length));
      const next = withLetters(letters, inside);
      expect(next).toHaveLength(letters.length);
      for (const [member, was] of letters.split('').entries())
        expect(next[member]).toBe(inside.get(member) ?? was);
    }),
  );
});

test('a letter for somebody who is not in the batch is refused', () => {
  expect(() => withLetters('...', new Map([[3, 'A']]))).toThrow(RangeError);
  expect(() => withLetters('...', new Map([[-1, 'A']]))).toThrow(RangeError);
});

test('a batch is done when nobody waits and nobody is with SES', () => {
  fc.assert(
    fc.property(ledger, (letters) => {
      const open = [...membersWith(letters, '.'), ...membersWith(letters, '~')];
      expect(isDone(letters)).toBe(open.length === 0);
      for (const member of open) expect('.~').toContain(letters[member]);
    }),
  );
});
