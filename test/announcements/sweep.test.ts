import { expect, test } from 'vitest';
import { sweep } from '../../lambdas/announcements/sweep.ts';
import { createSweepHandler } from '../../lambdas/handlers/sweep.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { ANNOUNCEMENT, createWorld, EPISODE, SHOW } from './world.ts';

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
