import { expect, test } from 'vitest';
import type { SendResult } from '../../lambdas/announcements/ports.ts';
import { createSharedPace } from '../../lambdas/announcements/pace.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import { sweep } from '../../lambdas/announcements/sweep.ts';
import { ANNOUNCEMENT, createWorld, type World } from './world.ts';

const MINUTE = 60_000;
const UNKNOWN: SendResult = { kind: 'unknown', cause: 'connection', reason: 'socket time-out' };

/** SES does not say its quota, and nobody has heard it lately. */
const withoutQuota = (world: World) => {
  const mailer = { ...world.mailer, quota: () => Promise.reject(new Error('AccessDenied')) };
  const pace = createSharedPace({ ...world.deps, store: world.paceStore, mailer, senders: 2 });
  return { ...world.deps, pace };
};

test('an announcement whose quota cannot be read is parked and says so, and goes on once it can', async () => {
  const world = createWorld();
  await world.planned(3);
  const message = { announcementId: ANNOUNCEMENT, batch: 0 };
  expect(await sendBatch(withoutQuota(world), message, () => 900_000)).toEqual({
    kind: 'sent',
    ending: 'park',
  });
  expect(world.state()).toMatchObject({ kind: 'parked', reason: expect.stringContaining('AccessDenied') });
  world.clock.advance(6 * MINUTE);
  expect(await sweep(withoutQuota(world))).toMatchObject({ failed: [] });
  expect(world.state()).toMatchObject({ kind: 'parked' });
  expect(world.logged.map(({ event }) => event)).toContain('unpark.failed');
  await sweep(world.deps);
  await world.send();
  expect(world.ledger()).toBe('AAA');
});

test.each([0, 0.001])('where SES permits %f messages a second an announcement is parked', async (rate) => {
  const world = createWorld();
  await world.planned(3);
  world.mailer.limits.maxSendRate = rate;
  await world.send();
  expect(world.state()).toMatchObject({
    kind: 'parked',
    reason: expect.stringContaining(`SES permits ${rate} messages a second`),
  });
  expect(world.ledger()).toBe('...');
  world.mailer.limits.maxSendRate = 14;
  world.clock.advance(16 * MINUTE);
  await sweep(world.deps);
  await world.send();
  expect(world.ledger()).toBe('AAA');
});

test.each([0.5, 1, 14, 100_000])('at %f messages a second everybody is mailed once', async (rate) => {
  const world = createWorld();
  await world.planned(7);
  world.mailer.limits.maxSendRate = rate;
  await world.send();
  expect(world.ledger()).toBe('AAAAAAA');
  expect(new Set(world.mailed()).size).toBe(7);
});

test('a quota that is answered after half a minute each time keeps nobody from being sent', async () => {
  const world = createWorld();
  await world.planned(3);
  await world.pace.quota();
  world.clock.advance(31_000);
  const quota = async () => {
    world.clock.advance(31_000);
    throw new Error('time-out');
  };
  const mailer = { ...world.mailer, quota };
  const pace = createSharedPace({ ...world.deps, store: world.paceStore, mailer, senders: 2 });
  const message = { announcementId: ANNOUNCEMENT, batch: 0 };
  await sendBatch({ ...world.deps, pace }, message, () => 900_000);
  expect(world.ledger()).toBe('AAA');
});

/** Hours in which no answer of SES comes: how many are in doubt in the end. */
const outage = async (world: World, rounds: number): Promise<number> => {
  // Answers come long after their messages left, as a time-out does.
  const mailer = {
    ...world.mailer,
    send: async (): Promise<SendResult> => {
      for (let turn = 0; turn < 2000; turn += 1) await Promise.resolve();
      return UNKNOWN;
    },
  };
  for (let round = 0; round < rounds; round += 1) {
    await sendBatch({ ...world.deps, mailer }, { announcementId: ANNOUNCEMENT, batch: 0 }, () => 900_000);
    expect(world.state()).toMatchObject({ kind: 'parked', reason: expect.stringContaining('open') });
    world.clock.advance(6 * MINUTE);
    await sweep(world.deps);
  }
  return world.ledger()?.split('?').length ?? 0;
};

test('while SES is in trouble a sender feels its way: a window at first, then one member after another', async () => {
  const world = createWorld();
  world.mailer.limits.maxSendRate = 200;
  await world.planned(100);
  const first = await outage(world, 1);
  expect(first).toBeGreaterThan(20);
  expect(first).toBeLessThanOrEqual(26);
  expect(await outage(world, 10)).toBe(first + 20);
  await world.send();
  expect(world.ledger()).not.toContain('.');
});

test('a sender whose lane went to another leaves its batch to whoever comes next', async () => {
  const world = createWorld();
  await world.planned(40);
  const keep: typeof world.pace.keep = async () => undefined;
  const pace = { ...world.pace, keep };
  // The lane it entered ends at once, so that it asks to keep it.
  const enter: typeof pace.enter = async (holder, until) => {
    const lane = await world.pace.enter(holder, until);
    return lane === undefined ? undefined : { ...lane, until: world.clock.now() };
  };
  const message = { announcementId: ANNOUNCEMENT, batch: 0 };
  expect(await sendBatch({ ...world.deps, pace: { ...pace, enter } }, message, () => 900_000)).toEqual({
    kind: 'sent',
    ending: 'to be continued',
  });
  expect(world.mailed()).toEqual([]);
  expect(world.queues.toSend.at(-1)).toMatchObject(message);
});

test('who wakes long after a slot does not use it: the next one does', async () => {
  const world = createWorld();
  world.mailer.limits.maxSendRate = 1;
  await world.planned(5);
  const slots: number[] = [];
  let late = 0;
  const sleep = async (milliseconds: number) => {
    late += 1;
    world.clock.advance(milliseconds + (late % 2 === 0 ? 700 : 0));
  };
  const mailer = {
    ...world.mailer,
    send: async (message: Parameters<typeof world.mailer.send>[0]) => {
      slots.push(world.clock.now());
      return world.mailer.send(message);
    },
  };
  const clock = { ...world.clock, sleep };
  const message = { announcementId: ANNOUNCEMENT, batch: 0 };
  await sendBatch({ ...world.deps, clock, mailer }, message, () => 900_000);
  expect(slots).toHaveLength(5);
  const period = 2000 / 0.9;
  for (const slot of slots) expect(Math.min(slot % period, period - (slot % period))).toBeLessThan(60);
});
