import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabaseClient } from '../../../cli/local/dynamo/client.ts';
import { TABLES } from '../../../cli/local/names.ts';
import { startSystem, type System } from '../../../cli/local/system.ts';
import { Episode, type PublishedEpisode } from '../../../lambdas/episodes/episode.ts';
import { Show } from '../../../lambdas/episodes/show.ts';
import { announcementIdOf } from '../../../lambdas/ids.ts';
import { readersOf } from './readers.ts';

let folder: string;
let system: System;
let readers: Awaited<ReturnType<typeof readersOf>>;
let logged: { event: string; fields: Readonly<Record<string, unknown>> }[];

/** A second: a window of one sender is about 18 members then. */
const SEND_RATE = 40;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'system-'));
  system = await startSystem({
    keysFile: join(folder, 'keys.json'),
    pagesPort: 0,
    inboxPort: 0,
    sweepEveryMs: 600_000,
    senders: 2,
    conditions: { evidence: { delayMs: 0 }, maxSendRate: SEND_RATE },
    log: (event, fields) => void logged.push({ event, fields }),
  });
  readers = await readersOf(system);
}, 60_000);
afterAll(async () => {
  readers?.stop();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  logged = [];
});

/** Each test has a show of its own. */
const givenShow = async (showId: string, addresses: readonly string[]): Promise<Show> => {
  const show = Show.parse({
    showId,
    name: showId,
    sender: { name: showId, address: 'show@example.com' },
    website: 'https://example.com/',
  });
  await system.catalog.putShow(show);
  await readers.add(show.showId, addresses);
  return show;
};

const episodeOf = ({ showId }: Show, episodeId: string, more: object = {}): PublishedEpisode => {
  const episode = Episode.parse({
    showId,
    episodeId,
    title: `Episode ${episodeId}`,
    summary: ['What it is about.'],
    pageUrl: 'https://example.com/',
    status: 'published',
    publishedAt: new Date().toISOString(),
    ...more,
  });
  if (episode.status !== 'published') throw new Error('it is not published');
  return episode;
};

const publish = async (episode: PublishedEpisode) => {
  await system.catalog.putEpisode(episode, { statusWas: 'missing' });
  const id = announcementIdOf(episode.showId, episode.episodeId);
  await expect
    .poll(async () => (await system.announcements.read(id))?.state.kind, { timeout: 15_000 })
    .toBe('closed');
  const state = (await system.announcements.read(id))?.state;
  return state?.kind === 'closed' ? state.books : undefined;
};

const mailedOf = async (episode: PublishedEpisode): Promise<readonly string[]> => {
  const id = announcementIdOf(episode.showId, episode.episodeId);
  return (await system.inbox.messages())
    .filter(({ tags }) => tags['announcement'] === id)
    .flatMap(({ to }) => to)
    .toSorted();
};

test('publishing mails everybody once, and neither editing nor a sweep mails anybody again', async () => {
  const show = await givenShow('once', ['a@example.com', 'b@example.com']);
  const episode = episodeOf(show, 'one');
  expect(await publish(episode)).toMatchObject({ audience: 2, accepted: 2 });
  await system.catalog.putEpisode({ ...episode, title: 'Another title' }, { statusWas: 'published' });
  await system.sweep();
  await sleep(300);
  expect(await mailedOf(episode)).toEqual(['a@example.com', 'b@example.com']);
});

test('two shows do not see each other’s subscribers', async () => {
  const here = await givenShow('here', ['here@example.com', 'both@example.com']);
  await givenShow('there', ['there@example.com', 'both@example.com']);
  const episode = episodeOf(here, 'one');
  await publish(episode);
  expect(await mailedOf(episode)).toEqual(['both@example.com', 'here@example.com']);
});

test('nobody is mailed who is pending, has left or is suppressed', async () => {
  const show = await givenShow('states', ['confirmed@example.com']);
  for (const status of ['pending', 'unsubscribed', 'suppressed'] as const)
    await readers.add(show.showId, [`${status}@example.com`], status);
  const episode = episodeOf(show, 'one');
  expect(await publish(episode)).toMatchObject({ audience: 1, accepted: 1 });
  expect(await mailedOf(episode)).toEqual(['confirmed@example.com']);
});

test('who leaves while the announcement runs is excluded from the windows to come', async () => {
  const addresses = Array.from({ length: 40 }, (_, at) => `reader-${at}@example.com`);
  const show = await givenShow('leaving', addresses);
  const episode = episodeOf(show, 'one');
  const closed = publish(episode);
  await expect.poll(async () => (await mailedOf(episode)).length, { timeout: 15_000 }).toBeGreaterThan(0);
  const last = readers.inOrder(show.showId, addresses).at(-1) ?? '';
  const left = await fetch(readers.unsubscribeUrl(show.showId, last), {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(left.status).toBe(200);
  expect(await closed).toMatchObject({ audience: 40, accepted: 39, excluded: 1 });
  expect(await mailedOf(episode)).toEqual(addresses.filter((address) => address !== last).toSorted());
});

test('a record that other hands wrote and that is invalid is reported, and the next one goes through', async () => {
  const show = await givenShow('hands', ['a@example.com']);
  const client = createDatabaseClient(system.environment['AWS_ENDPOINT_URL_DYNAMODB'] ?? '');
  await client.send(
    new PutItemCommand({
      TableName: TABLES.catalog,
      Item: {
        showId: { S: show.showId },
        record: { S: 'EPISODE#broken' },
        status: { S: 'published' },
      },
    }),
  );
  await client.send(
    new PutItemCommand({
      TableName: TABLES.catalog,
      Item: { showId: { S: show.showId }, record: { S: 'EPISODE#slip' }, status: { S: 'publishd' } },
    }),
  );
  client.destroy();
  expect(await publish(episodeOf(show, 'sound'))).toMatchObject({ accepted: 1 });
  expect(logged.find(({ event }) => event === 'record.invalid')?.fields).toMatchObject({
    showId: 'hands',
    episodeId: 'broken',
  });
  expect(logged.filter(({ event }) => event === 'record.invalid').map(({ fields }) => fields)).toContainEqual(
    expect.objectContaining({ showId: 'hands', episodeId: 'slip' }),
  );
  await system.sweep();
  expect(logged.findLast(({ event }) => event === 'sweep.done')?.fields).toMatchObject({
    invalid: ['hands/broken (episode)', 'hands/slip (episode)'],
  });
});

test('who bounces or complains at the simulator is suppressed and gets nothing more', async () => {
  const bounces = 'bounce+1@simulator.amazonses.com';
  const complains = 'complaint@simulator.amazonses.com';
  const show = await givenShow('evidence', ['a@example.com', bounces, complains]);
  await publish(episodeOf(show, 'one'));
  for (const address of [bounces, complains])
    await expect.poll(() => readers.statusOf(show.showId, address), { timeout: 10_000 }).toBe('suppressed');
  const second = episodeOf(show, 'two');
  expect(await publish(second)).toMatchObject({ audience: 1 });
  expect(await mailedOf(second)).toEqual(['a@example.com']);
});
