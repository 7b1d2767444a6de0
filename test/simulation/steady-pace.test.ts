import { describe, expect, test } from 'vitest';
import { drive, mostInASecond, type Road, steadyShare } from './steady-pace.ts';

/** The local system's; and those of AWS in one region. */
const NEAR = { tableMs: 2, sesMs: 4, betweenMs: 2 };
const AWS = { tableMs: 6, sesMs: 60, betweenMs: 20 };

const SECONDS = 30;

const roadOf = (rate: number, senders: number, lies: typeof NEAR, laterMs: number): Road => ({
  rate,
  senders,
  batches: Math.max(2 * senders, Math.ceil((rate * SECONDS) / 100)),
  batchSize: rate > 100 ? 100 : 20,
  startsAt: (sender) => sender * laterMs,
  ...lies,
});

describe.each([
  ['at once', 0],
  ['one after another', 1700],
])('senders that start %s', (_, laterMs) => {
  test.each([
    [14, 2, NEAR, 0.95],
    [14, 5, NEAR, 0.95],
    [200, 2, NEAR, 0.95],
    [200, 5, NEAR, 0.95],
    [14, 2, AWS, 0.95],
    [14, 5, AWS, 0.95],
    [200, 5, AWS, 0.95],
    // A batch lasts a second, and then its sender is away for a tenth, of which half can be made up for.
    [200, 2, AWS, 0.93],
  ])('at a quota of %i a second %i of them keep the permitted pace', async (rate, senders, lies, least) => {
    const road = roadOf(rate, senders, lies, laterMs);
    const driven = await drive(road);
    expect(driven.times).toHaveLength(road.batches * road.batchSize);
    expect(mostInASecond(driven)).toBeLessThanOrEqual(rate);
    const lastBatchMs = (road.batchSize * senders * 1000) / rate;
    const share = steadyShare(road, driven, senders * laterMs + 1000, 1.2 * lastBatchMs + 1000);
    expect(share).toBeGreaterThanOrEqual(least);
  });
});

test('a lane that changes hands often has each of its slots used once', async () => {
  for (const senders of [2, 5]) {
    const road: Road = {
      rate: 200,
      senders,
      batches: 300,
      batchSize: 5,
      startsAt: () => 0,
      tableMs: 0.5,
      sesMs: 1,
      betweenMs: 0.5,
    };
    expect(mostInASecond(await drive(road))).toBeLessThanOrEqual(200 * 0.95);
  }
});

test('senders that wake together from a standstill do not use at once the slots they slept for', async () => {
  const road = { ...roadOf(14, 5, NEAR, 0), standstills: { everyMs: 5000, forMs: 600 } };
  expect(mostInASecond(await drive(road))).toBeLessThanOrEqual(14);
});

test('however slow SES is, windows stay whole and no more than 25 of a batch are with it', async () => {
  for (const sesMs of [60, 1500]) {
    const road = { ...roadOf(200, 2, AWS, 0), sesMs };
    const { writes, mostInFlight } = await drive(road);
    expect(mostInFlight).toBeLessThanOrEqual(25);
    expect(writes / road.batches).toBeLessThanOrEqual(7);
  }
});

test('a burst of throttling costs the senders little more than it lasts', async () => {
  const road = { ...roadOf(200, 5, AWS, 0), throttling: { everyMs: 5000, forMs: 250 } };
  const driven = await drive(road);
  expect(driven.times).toHaveLength(road.batches * road.batchSize);
  expect(steadyShare(road, driven, 1000, 4000)).toBeGreaterThanOrEqual(0.85);
});
