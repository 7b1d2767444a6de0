import { expect, test } from 'vitest';
import { plan } from '../../lambdas/announcements/plan.ts';
import { ANNOUNCEMENT, createWorld, idOf, type World } from './world.ts';

const membersOf = (world: World) =>
  world.announcements.storedBatches(ANNOUNCEMENT).flatMap((batch) => batch.members);
const everyone = (count: number) => Array.from({ length: count }, (_, index) => idOf(index + 1));

test('everybody confirmed is in exactly one batch, and an empty batch ends the plan', async () => {
  const world = createWorld();
  await world.given(250);
  await world.announce();
  expect(await world.plan()).toEqual({ kind: 'planned', batches: 3, audience: 250 });
  expect(membersOf(world)).toEqual(everyone(250));
  expect(world.announcements.storedBatches(ANNOUNCEMENT).map((batch) => batch.members.length)).toEqual([
    100, 100, 50, 0,
  ]);
  expect(world.queues.toSend.map(({ batch }) => batch)).toEqual([0, 1, 2]);
});

test('a planner that runs out of time asks for another, which goes on behind the last batch', async () => {
  const world = createWorld();
  await world.given(25);
  await world.announce();
  let calls = 0;
  const timeLeft = () => (++calls > 2 ? 0 : 900_000);
  expect(await plan({ ...world.deps, batchSize: 5 }, ANNOUNCEMENT, timeLeft)).toEqual({
    kind: 'to be continued',
  });
  expect(world.queues.planned).toHaveLength(2);
  expect(await world.plan(5)).toMatchObject({ audience: 25 });
  expect(membersOf(world)).toEqual(everyone(25));
});

test('two planners at once write one plan', async () => {
  const world = createWorld();
  await world.given(60);
  await world.announce();
  await Promise.all([world.plan(7), world.plan(7), world.plan(7)]);
  expect(membersOf(world)).toEqual(everyone(60));
  expect(world.announcements.stored.get(ANNOUNCEMENT)?.plan).toMatchObject({ batches: 9, audience: 60 });
  expect(world.logged.filter(({ event }) => event === 'announcement.planned')).toHaveLength(1);
});

test('a planner whose batch another wrote meanwhile, of other people, goes on behind that one', async () => {
  const world = createWorld();
  await world.given(4);
  await world.announce();
  const { addBatch } = world.announcements;
  let first = true;
  const announcements: typeof world.announcements = {
    ...world.announcements,
    addBatch: async (batch) => {
      if (first) {
        // Somebody leaves, and the other planner ends after the one batch it has read anew.
        first = false;
        await world.leave(2);
        await addBatch({ ...batch, members: [idOf(1), idOf(3)] });
      }
      return addBatch(batch);
    },
  };
  await plan({ ...world.deps, announcements, batchSize: 2 }, ANNOUNCEMENT, () => 900_000);
  expect(membersOf(world)).toEqual([idOf(1), idOf(3), idOf(4)]);
});

test('somebody confirmed after the plan was sealed is not of the audience', async () => {
  const world = createWorld();
  await world.given(3);
  await world.announce();
  await world.plan();
  const { confirmed } = await import('./world.ts');
  await world.subscribers.write(confirmed(4), 'none');
  const again = { ...world.announcements.stored.get(ANNOUNCEMENT) };
  expect(await world.plan()).toEqual({ kind: 'planned before' });
  expect(again.plan).toMatchObject({ audience: 3 });
  expect(membersOf(world)).toEqual(everyone(3));
});

test('an announcement to nobody closes at once', async () => {
  const world = createWorld();
  await world.planned(0);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { audience: 0 } });
});

test('a cancelled announcement is sealed where planning stood', async () => {
  const world = createWorld();
  await world.given(30);
  await world.announce();
  const { cancelAnnouncement } = await import('../../lambdas/announcements/operate.ts');
  world.queues.planned.length = 0;
  await cancelAnnouncement(world.deps, ANNOUNCEMENT);
  expect(world.queues.planned).toHaveLength(1);
  await world.plan();
  expect(membersOf(world)).toEqual([]);
  expect(world.state()).toMatchObject({ kind: 'closed', cancelled: true });
});
