import { expect, test } from 'vitest';
import { remembered } from '../lambdas/remembered.ts';

test('a result is made once, and again only after more others than are kept', () => {
  const made: string[] = [];
  const shout = remembered((word: string) => {
    made.push(word);
    return word.toUpperCase();
  }, 2);
  expect([shout('a'), shout('b'), shout('a')]).toEqual(['A', 'B', 'A']);
  expect(made).toEqual(['a', 'b']);
  expect([shout('c'), shout('a')]).toEqual(['C', 'A']);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});
