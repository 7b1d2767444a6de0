import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announce } from '../../lambdas/announcements/announce.ts';
import { sendLatest } from '../../lambdas/announcements/latecomer.ts';
import { plan } from '../../lambdas/announcements/plan.ts';
import { createDynamoAnnouncements } from '../../lambdas/aws/dynamo-announcements.ts';
import { createDynamoCatalog } from '../../lambdas/aws/dynamo-catalog.ts';
import { createDynamoLatecomers } from '../../lambdas/aws/dynamo-latecomers.ts';
import { createDynamoSubscribers } from '../../lambdas/aws/dynamo-subscribers.ts';
import { fromRow } from '../../lambdas/aws/rows.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { announcementIdOf } from '../../lambdas/ids.ts';
import { createConfirmationMailer } from '../../lambdas/web/confirmation-mailer.ts';
import { createTable, newClient } from '../contracts/dynamo-backend.ts';
import { type StandIn, startDynalite } from '../contracts/stand-ins.ts';
import { createManualClock } from '../in-memory/clock.ts';
import { createInMemoryMailer } from '../in-memory/mailer.ts';
import { createInMemoryQueues } from '../in-memory/queues.ts';
import { aShow, createWebsite } from './website.ts';

let standIn: StandIn;
let client: DynamoDBClient;
beforeAll(async () => {
  standIn = await startDynalite();
  client = newClient(standIn.endpoint);
});
afterAll(async () => {
  client.destroy();
  await standIn.stop();
});

const ADA = 'ada.lovelace@example.com';
const traces = /lovelace|192\.0\.2\.77/i;

const rowsOf = async (table: string) => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  return Items.map((item) =>
    JSON.stringify(fromRow(item), (_, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    ),
  );
};

test('an address stands in its subscriber row alone, a network source nowhere, and erasing leaves neither', async () => {
  const clock = createManualClock();
  const tables = {
    catalog: await createTable(client, 'catalog', 'privacy'),
    subscribers: await createTable(client, 'subscribers', 'privacy'),
    announcements: await createTable(client, 'announcements', 'privacy'),
  };
  const logged: string[] = [];
  const log = (event: string, fields: object) => void logged.push(JSON.stringify({ event, ...fields }));
  const now = () => clock.now();
  const catalog = createDynamoCatalog({ client, table: tables.catalog });
  const subscribers = createDynamoSubscribers({ client, table: tables.subscribers, now, log });
  const announcements = createDynamoAnnouncements({
    client,
    table: tables.announcements,
    now,
    retentionDays: 400,
  });
  const latecomers = createDynamoLatecomers({ client, table: tables.announcements });
  const mailer = createInMemoryMailer();
  const queues = createInMemoryQueues();
  const show = aShow({ latestEpisodeOnConfirm: true });
  await catalog.putShow(show);
  const episode = Episode.parse({
    showId: show.showId,
    episodeId: 'stones',
    title: 'Stones',
    status: 'published',
    publishedAt: '2026-12-01T08:00:00Z',
  });
  await catalog.putEpisode(episode, { statusWas: 'missing' });
  const compose = async () => ({
    message: { bytes: Buffer.from('To: \r\n\r\nhello'), slots: [], source: show.sender.address },
    page: '<p>hello</p>',
  });
  const deps = { catalog, announcements, audience: subscribers, queues, compose, clock, log };
  const id = announcementIdOf(show.showId, episode.episodeId);

  const source = '192.0.2.77';
  const site = await createWebsite([show], {
    catalog,
    subscribers,
    limits: subscribers,
    announcements,
    clock,
    log,
    confirmations: createConfirmationMailer({ mailer, publicUrl: 'https://pages.example', clock, log }),
    sendLatest: (whose, person) =>
      sendLatest(
        { catalog, announcements, latecomers, mailer, personalise: ({ bytes }) => bytes, clock, log },
        whose,
        person,
      ),
  });
  // Somebody is in the audience; Ada comes late; SES rejects what goes to her the second time.
  await announce(deps, show.showId, episode.episodeId);
  await plan(deps, id, () => 900_000);
  await site.signUp(ADA, { source });
  const mail = Buffer.from(mailer.accepted[0]?.bytes ?? [])
    .toString()
    .replaceAll('=\r\n', '');
  const link = /https:\/\/pages\.example(\/s\/deep-time\/confirm\/[\w-]{66})/.exec(mail)?.[1] ?? '';
  await site.submit(link, {}, { source });
  expect(mailer.accepted.map(({ to, tags }) => [to, tags['kind']])).toEqual([
    [ADA, 'confirmation'],
    [ADA, 'latest'],
  ]);
  clock.advance(3_600_000);
  mailer.answers.push({ kind: 'fault', code: 'MessageRejected', reason: `Address is not verified: ${ADA}` });
  await site.signUp(ADA, { source });
  await site.submit(`/s/deep-time/preferences/${site.token('preferences', ADA)}`, { language: 'de' });
  await site.visit(`/s/deep-time/confirm/forged-${ADA}`);

  const held = await rowsOf(tables.subscribers);
  expect(held.filter((row) => traces.test(row))).toHaveLength(1);
  // The person, the mailbox, the source, and the show’s own: what was searched.
  expect(held.length).toBeGreaterThan(2);
  expect((await rowsOf(tables.announcements)).filter((row) => traces.test(row))).toEqual([]);
  expect((await rowsOf(tables.catalog)).filter((row) => traces.test(row))).toEqual([]);
  expect(logged.some((line) => line.includes('confirmation.not-sent'))).toBe(true);
  expect([...logged, JSON.stringify(queues)].filter((line) => traces.test(line))).toEqual([]);
  for (const { tags } of mailer.accepted) expect(JSON.stringify(tags)).not.toMatch(traces);
  expect(link).not.toMatch(traces);

  await site.submit(`/s/deep-time/data/${site.token('preferences', ADA)}`, { sure: 'yes' });
  for (const table of Object.values(tables))
    expect((await rowsOf(table)).filter((row) => traces.test(row))).toEqual([]);
});
