import { expect, test } from 'vitest';
import { createAnnounceHandler } from '../../lambdas/handlers/announce.ts';
import { createSweepHandler } from '../../lambdas/handlers/sweep.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { EpisodeId } from '../../lambdas/ids.ts';
import { ANNOUNCEMENT, createWorld, EPISODE, SHOW } from './world.ts';

test('an episode announced twice has one announcement', async () => {
  const world = createWorld();
  await world.given(0);
  expect(await world.announce()).toEqual({ kind: 'announced', announcementId: ANNOUNCEMENT });
  expect(await world.announce()).toEqual({ kind: 'announced before', announcementId: ANNOUNCEMENT });
  expect(world.announcements.stored.size).toBe(1);
});

test('an announcement whose creator died before asking for a plan is planned by the next trigger', async () => {
  const world = createWorld();
  await world.given(0);
  await world.announce();
  world.queues.planned.length = 0;
  await world.announce();
  expect(world.queues.planned).toHaveLength(1);
});

test('an episode dated more than seven days ago is not announced unless told to', async () => {
  const world = createWorld();
  await world.given(0);
  const old = Episode.parse({ ...EPISODE, publishedAt: '2026-11-20T00:00:00Z' });
  await world.catalog.putEpisode(old, { statusWas: 'published' });
  expect(await world.announce()).toMatchObject({
    kind: 'not announced',
    why: expect.stringContaining('seven days'),
  });
  await world.catalog.putEpisode({ ...old, announce: 'always' }, { statusWas: 'published' });
  expect(await world.announce()).toMatchObject({ kind: 'announced' });
});

test('nothing but a published episode is announced, whatever its record says', async () => {
  const world = createWorld();
  await world.given(0);
  const { showId, episodeId, title, publishedAt } = EPISODE;
  const base = { showId, episodeId, title, publishedAt, announce: 'always' };
  const draft = Episode.parse({ ...base, status: 'draft' });
  const scheduled = Episode.parse({ ...base, status: 'scheduled', publishAt: '2026-12-24T08:00:00Z' });
  for (const episode of [draft, scheduled]) {
    await world.catalog.putEpisode(episode, { statusWas: 'published' });
    await world.catalog.putEpisode(episode, { statusWas: 'draft' });
    expect(await world.announce()).toMatchObject({ kind: 'not announced', why: `it is ${episode.status}` });
  }
});

test('announce: never is part of the back catalogue', async () => {
  const world = createWorld();
  await world.given(0);
  await world.catalog.putEpisode({ ...EPISODE, announce: 'never' }, { statusWas: 'published' });
  expect(await world.announce()).toMatchObject({ kind: 'not announced' });
});

const streamRecord = (record: string, sequence: string, image: object = { status: { S: 'published' } }) => ({
  eventName: 'INSERT',
  dynamodb: {
    Keys: { showId: { S: 'deep-water' }, record: { S: record } },
    NewImage: image,
    SequenceNumber: sequence,
  },
});

test('an invalid record in the stream is reported and the next one goes through', async () => {
  const world = createWorld();
  await world.given(0);
  const handler = createAnnounceHandler({
    ...world.deps,
    catalog: {
      ...world.catalog,
      episode: async (show, id) =>
        id === 'broken'
          ? { kind: 'invalid', faults: [{ field: 'title', value: 'nothing', rule: 'must be there' }] }
          : world.catalog.episode(show, id),
    },
  });
  const event = {
    Records: [
      streamRecord('EPISODE#broken', '1'),
      streamRecord('EPISODE#Not An Id', '2'),
      streamRecord('SHOW', '3'),
      streamRecord('EPISODE#tides', '4'),
    ],
  };
  expect(await handler(event)).toEqual({ batchItemFailures: [] });
  expect(world.logged.filter(({ event: name }) => name === 'record.invalid')).toHaveLength(2);
  expect(world.announcements.stored.has(ANNOUNCEMENT)).toBe(true);
});

test('an episode whose status is none is reported, and a draft is nobody’s business', async () => {
  const world = createWorld();
  await world.given(0);
  const handler = createAnnounceHandler(world.deps);
  const key = (name: string) => ({ showId: SHOW.showId, episodeId: EpisodeId.parse(name) });
  for (const [name, status] of [
    ['capital', 'Published'],
    ['none', undefined],
    ['draft', 'draft'],
  ] as const)
    world.catalog.putRaw(key(name), { ...key(name), title: '', status });
  await handler({
    Records: [
      streamRecord('EPISODE#capital', '1', { status: { S: 'Published' } }),
      streamRecord('EPISODE#none', '2', {}),
      streamRecord('EPISODE#draft', '3', { status: { S: 'draft' } }),
    ],
  });
  expect(world.logged.map(({ event, fields }) => [event, fields['episodeId']])).toEqual([
    ['record.invalid', 'capital'],
    ['record.invalid', 'none'],
  ]);
});

test('what is logged of an invalid show holds no address', async () => {
  const world = createWorld();
  await world.given(0);
  world.catalog.putRaw({ showId: SHOW.showId }, { ...SHOW, previewRecipients: ['ada@@example.com'] });
  await createAnnounceHandler(world.deps)({ Records: [streamRecord('EPISODE#tides', '1')] });
  await createSweepHandler(world.deps)();
  expect(world.logged.filter(({ event }) => event === 'record.invalid')).toHaveLength(3);
  expect(JSON.stringify(world.logged)).not.toContain('ada@@');
});

test('a stream record whose episode cannot be read now is tried again, and the others go through', async () => {
  const world = createWorld();
  await world.given(0);
  const handler = createAnnounceHandler({
    ...world.deps,
    catalog: {
      ...world.catalog,
      episode: async (show, id) => {
        if (id === 'later') throw new Error('throttled');
        return world.catalog.episode(show, id);
      },
    },
  });
  const event = { Records: [streamRecord('EPISODE#later', '1'), streamRecord('EPISODE#tides', '2')] };
  expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
  expect(world.announcements.stored.has(ANNOUNCEMENT)).toBe(true);
  expect(SHOW.showId).toBe('deep-water');
});
