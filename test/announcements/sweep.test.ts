import { expect, test } from 'vitest';
import { rebalance } from '../../lambdas/announcements/announcement.ts';
import { noBooks } from '../../lambdas/announcements/ledger.ts';
import { pauseAnnouncement, resolveDoubts } from '../../lambdas/announcements/operate.ts';
import { announcementStatus } from '../../lambdas/announcements/status.ts';
import { sweep } from '../../lambdas/announcements/sweep.ts';
import { createSweepHandler } from '../../lambdas/handlers/sweep.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { ANNOUNCEMENT, createWorld, EPISODE, SHOW, type World } from './world.ts';

const HOUR = 3_600_000;

test('an episode that cannot be rendered keeps no other from being announced, and is named', async () => {
  const world = createWorld();
  await world.given(2);
  const other = { ...EPISODE, episodeId: EpisodeId.parse('a-monster'), title: 'monster' };
  await world.catalog.putEpisode(other, { statusWas: 'missing' });
  const compose: typeof world.deps.compose = async (...made) => {
    const [, episode] = made as unknown as [unknown, typeof EPISODE];
    if (episode.title === 'monster') throw new Error('it takes 500000 bytes');
    return world.deps.compose();
  };
  const deps = { ...world.deps, compose };
  const report = await createSweepHandler(deps)();
  expect(report.announced).toEqual([ANNOUNCEMENT]);
  expect(report.failed).toEqual([
    { record: 'deep-water/a-monster', error: expect.stringContaining('500000 bytes') },
  ]);
  expect(world.logged).toContainEqual({ event: 'sweep.failed', fields: report.failed[0] });
});

test('a row that other hands spoilt keeps no other announcement from being swept', async () => {
  const world = createWorld();
  await world.planned(3);
  const spoilt = announcementIdOf(SHOW.showId, EpisodeId.parse('a-spoilt-one'));
  await world.announcements.markOpen(spoilt, 0);
  const announcements = {
    ...world.announcements,
    read: async (id: typeof ANNOUNCEMENT) => {
      if (id === spoilt) throw new Error('announcement row is invalid');
      return world.announcements.read(id);
    },
  };
  world.queues.toSend.length = 0;
  const report = await sweep({ ...world.deps, announcements });
  expect(report).toMatchObject({ requeuedBatches: 1, failed: [{ record: spoilt }] });
});

/** Closed with one in doubt; then the time for which its first batch is kept has passed. */
const halfGone = async (): Promise<World> => {
  const world = createWorld();
  await world.planned(4, 2);
  world.mailer.answers.push({ kind: 'accepted', messageId: 'm' });
  await world.send(0);
  world.mailer.answers.push({ kind: 'unknown', cause: 'connection', reason: 'reset' });
  await world.send(1);
  world.clock.advance(HOUR + 1);
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { audience: 4, accepted: 3, unknown: 1 } });
  const batches: typeof world.announcements.batches = async function* (id) {
    for await (const batch of world.announcements.batches(id)) if (batch.number > 0) yield batch;
  };
  const announcements = { ...world.announcements, batches };
  return { ...world, announcements, deps: { ...world.deps, announcements } };
};

test('books are not counted anew, and not opened again, without the batches that are no longer kept', async () => {
  const world = await halfGone();
  const announcement = world.announcements.stored.get(ANNOUNCEMENT);
  if (announcement === undefined) throw new Error('there is no announcement');
  expect(rebalance(announcement, { ...noBooks, audience: 2, accepted: 2 })).toMatchObject({
    kind: 'refused',
  });
  await expect(resolveDoubts(world.deps, ANNOUNCEMENT, 'accept')).rejects.toThrow(/gone by now/);
  expect(world.state()).toMatchObject({ kind: 'closed', books: { audience: 4, unknown: 1 } });
});

test('an announcement one of whose batches is gone does not close over those who were in it', async () => {
  const world = createWorld();
  await world.planned(4, 2);
  await world.send(0);
  const batches: typeof world.announcements.batches = async function* (id) {
    for await (const batch of world.announcements.batches(id)) if (batch.number !== 1) yield batch;
  };
  const report = await sweep({ ...world.deps, announcements: { ...world.announcements, batches } });
  expect(world.state()).toEqual({ kind: 'running' });
  expect(report.waiting).toEqual([
    { announcementId: ANNOUNCEMENT, why: '4 were planned and 2 are in its batches' },
  ]);
});

test('the status of an announcement whose batches are no longer kept tells the books it was closed with', async () => {
  const world = await halfGone();
  const quota = () => world.mailer.quota();
  expect((await announcementStatus({ ...world.deps, quota }, ANNOUNCEMENT)).books).toMatchObject({
    audience: 4,
    accepted: 3,
    unknown: 1,
  });
});

test("an operator's word is about the doubts there are, though the operator's clock is ahead", async () => {
  const world = createWorld();
  await world.planned(2, 1);
  const unknown = { kind: 'unknown', cause: 'connection', reason: 'reset' } as const;
  world.mailer.answers.push(unknown);
  await world.send(0);
  const ahead = { ...world.clock, now: () => world.clock.now() + HOUR };
  expect(await resolveDoubts({ ...world.deps, clock: ahead }, ANNOUNCEMENT, 'resend')).toMatchObject({
    settled: 1,
  });
  world.clock.advance(60_000);
  world.mailer.answers.push(unknown);
  await world.send(1);
  await sweep(world.deps);
  expect([world.ledger(0), world.ledger(1)]).toEqual(['.', '?']);
});

test('nothing is opened again where nobody is in doubt', async () => {
  const world = createWorld();
  await world.planned(3);
  await world.send();
  const before = world.announcements.stored.get(ANNOUNCEMENT);
  expect(await resolveDoubts(world.deps, ANNOUNCEMENT, 'resend')).toEqual({ settled: 0, busyBatches: 0 });
  expect(world.announcements.stored.get(ANNOUNCEMENT)).toEqual(before);
});

test('an announcement that was begun and not made is made, however old its episode is', async () => {
  const world = createWorld();
  await world.given(2);
  const old = { ...EPISODE, publishedAt: '2026-01-01T08:00:00Z', announce: 'always' as const };
  await world.catalog.putEpisode(old, { statusWas: 'published' });
  await world.announcements.markOpen(ANNOUNCEMENT, 0);
  expect((await sweep(world.deps)).announced).toEqual([ANNOUNCEMENT]);
});

test('a sweep that is about to go on with a parked announcement leaves it to the operator who pauses it', async () => {
  const world = createWorld();
  world.mailer.limits.max24Hours = 100;
  world.mailer.limits.sentLast24Hours = 100;
  await world.planned(3);
  await world.send();
  expect(world.state()).toMatchObject({ kind: 'parked' });
  world.mailer.limits.sentLast24Hours = 0;
  world.clock.advance(HOUR);
  const quota = async () => {
    await pauseAnnouncement(world.deps, ANNOUNCEMENT, 'wrong link');
    return world.mailer.quota();
  };
  const report = await sweep({ ...world.deps, pace: { quota } });
  expect(world.state()).toMatchObject({ kind: 'paused', by: 'operator' });
  expect(report.requeuedBatches).toBe(0);
  expect((await sweep(world.deps)).requeuedBatches).toBe(0);
});

test('bounces whose hint was lost brake the announcement at the next sweep', async () => {
  const world = createWorld();
  await world.planned(200);
  await world.send(0);
  const bounced = new Set([0, 1, 2, 3, 4, 5]);
  await world.announcements.addEvidence(ANNOUNCEMENT, 0, new Map([['bounced', bounced]]));
  await sweep(world.deps);
  expect(world.state()).toMatchObject({ kind: 'paused', by: 'brake', code: 'BounceRate' });
});
