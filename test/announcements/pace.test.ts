import { expect, test } from 'vitest';
import { createSharedPace, slotAfter, windowSize } from '../../lambdas/announcements/pace.ts';
import { createWorld } from './world.ts';

const START = Date.parse('2026-12-01T09:00:00Z');

/** When each of `lanes` senders uses its slots for some seconds, waking up `late` ms after each. */
const times = (rate: number, lanes: number, late: number, seconds = 20): number[] =>
  Array.from({ length: lanes }, (_, index) => {
    const used: number[] = [];
    let last = 0;
    for (let now = START; now < START + seconds * 1000; ) {
      last = slotAfter({ index, of: lanes, from: 0, until: Infinity }, rate, now, last);
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

test('no slot is used that an earlier holder of the lane may have used', () => {
  const lane = { index: 0, of: 2, from: START + 5_000, until: Infinity };
  expect(slotAfter(lane, 14, START, 0)).toBeGreaterThanOrEqual(START + 5_000);
});

test('a window is about a second of one sender, and at most what may be in doubt', () => {
  expect(windowSize(1, 2, 25)).toBe(1);
  expect(windowSize(14, 5, 25)).toBe(3);
  expect(windowSize(200, 5, 25)).toBe(25);
});

test('a reading of yesterday does not serve while a new one is asked for', async () => {
  const world = createWorld();
  const was = { max24Hours: 200, sentLast24Hours: 200, maxSendRate: 1, readAt: 1, refreshBy: 0 };
  const others = { ...was, refreshBy: world.clock.now() + 300 };
  await world.paceStore.writeQuotaReading(others, undefined);
  expect(await world.pace.quota()).toMatchObject({ sentLast24Hours: 0, maxSendRate: 14 });
});

test('SES is asked for its quota once in half a minute, whoever asks', async () => {
  const world = createWorld();
  let asked = 0;
  const mailer = { quota: () => ((asked += 1), world.mailer.quota()) };
  const pace = () => createSharedPace({ ...world.deps, store: world.paceStore, mailer, senders: 5 });
  await Promise.all([pace(), pace(), pace()].map((shared) => shared.quota()));
  expect(asked).toBe(1);
  world.clock.advance(31_000);
  await pace().quota();
  expect(asked).toBe(2);
});

test('who was frozen while SES answered asks again: its answer is of long ago', async () => {
  const world = createWorld();
  let asked = 0;
  const mailer = {
    quota: async () => {
      asked += 1;
      if (asked === 1) world.clock.advance(61_000);
      return world.mailer.quota();
    },
  };
  await createSharedPace({ ...world.deps, store: world.paceStore, mailer, senders: 2 }).quota();
  expect(asked).toBe(2);
});

test('while SES cannot be asked a reading of some minutes ago serves, and one of yesterday does not', async () => {
  const world = createWorld();
  await world.pace.quota();
  const mailer = { quota: () => Promise.reject(new Error('socket hang up')) };
  const quota = () => createSharedPace({ ...world.deps, store: world.paceStore, mailer, senders: 2 }).quota();
  world.clock.advance(4 * 60_000);
  expect(await quota()).toMatchObject({ maxSendRate: 14 });
  world.clock.advance(20 * 3_600_000);
  await expect(quota()).rejects.toThrow('socket hang up');
});
