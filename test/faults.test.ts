import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from '../lambdas/faults.ts';

const Record = z.strictObject({
  title: z.string().max(5),
  kind: z.enum(['a', 'b']).default('a'),
  number: z.int().min(1).optional(),
  seconds: z.int('must be whole seconds').optional(),
  topics: z
    .array(z.strictObject({ text: z.string().min(1) }))
    .max(2)
    .default([]),
});

const faultsOf = (input: unknown) => {
  const read = parse(Record, input);
  return read.ok ? [] : read.faults.map(({ field, rule, value }) => `${field}: ${rule} (${value})`);
};

test('each unknown field is a fault of its own, with its name and value', () => {
  expect(faultsOf({ title: 'x', sumary: 'y', topics: [{ text: 'z', start: 5 }] })).toEqual([
    'topics[0].start: no such field (5)',
    'sumary: no such field ("y")',
  ]);
});

test('keys of the prototype are unknown fields like others', () => {
  expect(faultsOf(JSON.parse('{"title":"x","__proto__":{"title":"y"},"constructor":1}'))).toEqual([
    '__proto__: no such field ({"title":"y"})',
    'constructor: no such field (1)',
  ]);
});

test('a wrong type is told in words for those who write records', () => {
  expect(faultsOf({ title: 1984, kind: 'c', number: 'x', seconds: '1h', topics: 'x' })).toEqual([
    'title: must be text: put it in quotes (1984)',
    'kind: must be one of a, b ("c")',
    'number: must be a number ("x")',
    'seconds: must be whole seconds ("1h")',
    'topics: must be a list ("x")',
  ]);
  expect(faultsOf({ title: 'x', number: 1.5 })).toEqual(['number: must be a whole number (1.5)']);
  expect(faultsOf({})).toEqual(['title: is missing (nothing)']);
  expect(faultsOf({ title: null })).toEqual(['title: is empty (nothing)']);
  expect(faultsOf(['x'])).toEqual(['(record): must be fields with a value each (["x"])']);
  expect(faultsOf(null)).toEqual(['(record): is empty (nothing)']);
});

test('a limit is told with its number and its unit', () => {
  expect(
    faultsOf({ title: 'too long', number: 0, topics: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] }),
  ).toEqual([
    'title: at most 5 characters ("too long")',
    'number: at least 1 (0)',
    'topics: at most 2 entries ([{"text":"a"},{"text":"b"},{"text":"c"}])',
  ]);
  expect(faultsOf({ title: 'x', topics: [{ text: '' }] })).toEqual([
    'topics[0].text: must not be empty ("")',
  ]);
});

test('a number that JSON cannot write is shown as it is', () => {
  expect(faultsOf({ title: 'x', number: Number.NaN })).toEqual(['number: must be a number (NaN)']);
});
