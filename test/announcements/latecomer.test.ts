import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pause } from '../../lambdas/announcements/announcement.ts';
import { changeAnnouncement } from '../../lambdas/announcements/change.ts';
import { sendLatest } from '../../lambdas/announcements/latecomer.ts';
import { createInMemoryLatecomers } from '../in-memory/latecomers.ts';
import { addressOf, ANNOUNCEMENT, confirmed, createWorld, idOf, SHOW, type World } from './world.ts';

const GREETING = { ...SHOW, latestEpisodeOnConfirm: true };

const createGreeter = (world: World) => {
  const deps = { ...world.deps, latecomers: createInMemoryLatecomers() };
  const greet = (n: number, show = GREETING) =>
    sendLatest(deps, show, { subscriberId: idOf(n), address: addressOf(n) });
  return { greet, letters: deps.latecomers.letters };
};

test('a newcomer is sent the latest episode once, however often they confirm', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet, letters } = createGreeter(world);
  expect(await greet(9)).toEqual({ kind: 'sent', announcementId: ANNOUNCEMENT });
  expect(await greet(9)).toMatchObject({ kind: 'not sent', why: 'they were sent it before' });
  expect(world.mailed()).toEqual([addressOf(9)]);
  expect([...letters.values()]).toEqual(['A']);
});

test('confirming many times at once sends one', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet } = createGreeter(world);
  await Promise.all(Array.from({ length: 20 }, () => greet(9)));
  expect(world.mailed()).toEqual([addressOf(9)]);
});

test('a show that does not want it sends nothing', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet } = createGreeter(world);
  expect(await greet(9, SHOW)).toMatchObject({ kind: 'not sent' });
  expect(world.mailed()).toEqual([]);
});

test('a member of the audience is not sent it a second time, before or after their turn', async () => {
  const world = createWorld();
  await world.planned(25, 4);
  const { greet } = createGreeter(world);
  for (let n = 1; n <= 25; n += 1)
    expect(await greet(n)).toMatchObject({ why: 'the announcement has provided for them' });
  for (let batch = 0; batch < 7; batch += 1) await world.send(batch);
  expect(world.state()).toMatchObject({ kind: 'closed' });
  for (let n = 1; n <= 25; n += 1) await greet(n);
  expect(world.mailed().toSorted()).toEqual(
    Array.from({ length: 25 }, (_, index) => addressOf(index + 1)).toSorted(),
  );
});

test('somebody who was excluded because they had left, and confirms again, is sent it', async () => {
  const world = createWorld();
  await world.planned(3);
  await world.leave(2);
  await world.send();
  expect(world.ledger()).toBe('AEA');
  const { greet } = createGreeter(world);
  expect(await greet(2)).toMatchObject({ kind: 'sent' });
  expect(await greet(3)).toMatchObject({ kind: 'not sent' });
});

test('while the announcement is planned nobody can know, and nothing is sent', async () => {
  const world = createWorld();
  await world.given(3);
  await world.announce();
  const { greet } = createGreeter(world);
  expect(await greet(9)).toMatchObject({ why: expect.stringContaining('being planned') });
});

test('an episode that is about to be announced is left to its announcement', async () => {
  const world = createWorld();
  await world.given(3);
  const { greet } = createGreeter(world);
  expect(await greet(9)).toMatchObject({ why: 'no episode was announced lately' });
});

test('a stopped announcement is not sent to newcomers either', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet } = createGreeter(world);
  await changeAnnouncement(world.announcements, ANNOUNCEMENT, (announcement) =>
    pause(announcement, { by: 'operator', code: 'Operator', reason: 'a slip in the title' }, 0),
  );
  expect(await greet(9)).toMatchObject({ why: 'it is paused' });
});

test('of an old announcement nobody knows who had it, and nothing is sent', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet } = createGreeter(world);
  world.clock.advance(31 * 86_400_000);
  expect(await greet(9)).toMatchObject({ why: 'it was announced too long ago' });
});

test('what SES may have taken is never sent again', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet, letters } = createGreeter(world);
  world.mailer.answers.push({ kind: 'unknown', cause: 'connection', reason: 'reset' });
  expect(await greet(9)).toMatchObject({ kind: 'not sent' });
  await greet(9);
  expect(world.mailed()).toEqual([]);
  expect([...letters.values()]).toEqual(['?']);
});

test('what SES refused for the moment is tried again', async () => {
  const world = createWorld();
  await world.planned(3);
  const { greet } = createGreeter(world);
  world.mailer.answers.push({ kind: 'throttled' }, { kind: 'throttled' });
  expect(await greet(9)).toMatchObject({ kind: 'sent' });
});

test('whoever confirms when, nobody has an episode twice and every latecomer has it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 }),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 32 })), { maxLength: 20 }),
      fc.integer({ min: 1, max: 7 }),
      async (audience, newcomers, batchSize) => {
        const world = createWorld();
        await world.given(0);
        for (const n of audience) await world.subscribers.write(confirmed(n), 'none');
        const { greet } = createGreeter(world);
        const steps: (() => Promise<unknown>)[] = [() => world.announce(), () => world.plan(batchSize)];
        for (let batch = 0; batch < 30; batch += 1) steps.push(() => world.send(batch));
        for (const [at, step] of [...steps, async () => undefined].entries()) {
          for (const [n, when] of newcomers)
            if (when === at) {
              await world.subscribers.write(confirmed(n), 'none');
              await greet(n);
            }
          await step();
        }
        const mailed = world.mailed();
        expect(new Set(mailed).size).toBe(mailed.length);
        const late = newcomers.filter(([, when]) => when >= 2).map(([n]) => addressOf(n));
        for (const address of late) expect(mailed).toContain(address);
      },
    ),
    { numRuns: 40 },
  );
});
