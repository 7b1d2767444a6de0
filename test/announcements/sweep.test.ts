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
const SPOILT = EpisodeId.parse('spoilt');
const spoilt = { showId: SHOW.showId, episodeId: SPOILT };

test('an invalid record is reported by every sweep until it is mended, and is announced then', async () => {
  const world = createWorld();
  await world.catalog.putShow(SHOW);
  // Without a date it stands in no list of what was published lately: only its stream record tells of it.
  world.catalog.putRaw(spoilt, { ...spoilt, status: 'published', title: '' });
  await world.announce(SPOILT);
  for (let round = 0; round < 2; round += 1)
    expect((await sweep(world.deps)).invalid).toEqual([
      { record: 'deep-water/spoilt (episode)', faults: expect.arrayContaining([expect.anything()]) },
    ]);
  world.catalog.putRaw(spoilt, { ...EPISODE, ...spoilt });
  const mended = await sweep(world.deps);
  expect(mended).toMatchObject({ invalid: [], announced: [announcementIdOf(SHOW.showId, SPOILT)] });
});

test('an invalid record that is to mail nobody once it is mended is forgotten', async () => {
  const world = createWorld();
  await world.catalog.putShow(SHOW);
  world.catalog.putRaw(spoilt, { ...spoilt, status: 'published', title: '' });
  await world.announce(SPOILT);
  world.catalog.putRaw(spoilt, { ...EPISODE, ...spoilt, announce: 'never' });
  await sweep(world.deps);
  expect(await world.announcements.open()).toEqual([]);
});

test('an invalid record is reported once in a sweep, wherever it was found', async () => {
  const world = createWorld();
  await world.catalog.putShow(SHOW);
  const publishedAt = new Date(world.clock.now()).toISOString();
  world.catalog.putRaw(spoilt, { ...spoilt, status: 'published', publishedAt, title: '' });
  await world.announce(SPOILT);
  expect((await sweep(world.deps)).invalid).toHaveLength(1);
});

test('an episode that cannot be rendered keeps no announcement from being mended', async () => {
  const world = createWorld();
  await world.planned(3);
  await world.catalog.putEpisode({ ...EPISODE, episodeId: SPOILT }, { statusWas: 'missing' });
  world.clock.advance(600_000);
  const compose = async () => Promise.reject(new Error('no letters for it'));
  const report = await sweep({ ...world.deps, compose });
  expect(report.failed).toEqual([{ what: 'deep-water/spoilt', error: 'Error: no letters for it' }]);
  expect(report.requeuedBatches).toBe(1);
});

test('an announcement that cannot be read keeps no other from being closed', async () => {
  const world = createWorld();
  await world.planned(2);
  await world.send();
  const spoiltId = announcementIdOf(SHOW.showId, SPOILT);
  await world.announcements.markOpen(spoiltId, 0);
  const read: typeof world.announcements.read = async (id) => {
    if (id === spoiltId) throw new Error('the row is no announcement');
    return world.announcements.read(id);
  };
  world.clock.advance(3_700_000);
  const report = await sweep({ ...world.deps, announcements: { ...world.announcements, read } });
  expect(report.failed).toEqual([{ what: spoiltId, error: 'Error: the row is no announcement' }]);
  expect(world.state()).toMatchObject({ kind: 'closed' });
});

test('what failed is told to those on duty, and schedules that fail keep the sweep from nothing', async () => {
  const world = createWorld();
  await world.planned(1);
  await world.send();
  world.clock.advance(3_700_000);
  const before = async () => Promise.reject(new Error('the index is being built'));
  await createSweepHandler({ ...world.deps, before })();
  expect(world.logged).toContainEqual({
    event: 'sweep.failed',
    fields: { what: 'overdue schedules', error: 'Error: the index is being built' },
  });
  expect(await world.announcements.read(ANNOUNCEMENT)).toMatchObject({ state: { kind: 'closed' } });
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
