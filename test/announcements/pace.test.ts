import { expect, test } from 'vitest';
import { slotAfter, windowSize } from '../../lambdas/announcements/pace.ts';

const START = Date.parse('2026-12-01T09:00:00Z');

/** When each of `lanes` senders uses its slots for some seconds, waking up `late` ms after each. */
const times = (rate: number, lanes: number, late: number, seconds = 20): number[] =>
  Array.from({ length: lanes }, (_, index) => {
    const used: number[] = [];
    let last = 0;
    for (let now = START; now < START + seconds * 1000; ) {
      last = slotAfter({ index, of: lanes, until: Infinity }, rate, now, last);
      now = Math.max(now, last) + late;
      used.push(now);
    }
    return used;
  })
    .flat()
    .sort((a, b) => a - b);

const mostInASecond = (sorted: readonly number[]): number =>
  Math.max(...sorted.map((start, index) => sorted.findIndex((time) => time >= start + 1000) - index));

test.each([
  [1, 2],
  [2, 2],
  [14, 2],
  [14, 5],
  [50, 3],
  [200, 5],
])('at a quota of %i a second, %i senders together never pass it in any second', (rate, lanes) => {
  for (const late of [0, 1, 7]) expect(mostInASecond(times(rate, lanes, late))).toBeLessThanOrEqual(rate);
});

test.each([
  [14, 2],
  [14, 5],
  [200, 5],
])('at a quota of %i a second, %i senders together keep nine tenths of it', (rate, lanes) => {
  const sent = times(rate, lanes, 1).filter((time) => time < START + 20_000).length / 20;
  expect(sent).toBeGreaterThanOrEqual(rate * 0.9 * 0.97);
});

test('a window is about a second of one sender, and at most what may be in doubt', () => {
  expect(windowSize(1, 2, 25)).toBe(1);
  expect(windowSize(14, 5, 25)).toBe(3);
  expect(windowSize(200, 5, 25)).toBe(25);
});
