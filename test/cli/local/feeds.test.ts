import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSystem, type System, type SystemOptions } from '../../../cli/local/system.ts';
import type { EpisodeSummary } from '../../../lambdas/episodes/ports.ts';
import { Show } from '../../../lambdas/episodes/show.ts';
import { item, rss } from '../../episodes/feeds/documents.ts';

let folder: string;
let system: System | undefined;
let logged: { event: string; fields: Readonly<Record<string, unknown>> }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-feeds-'));
  logged = [];
});
afterEach(async () => {
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const started = async (more: Partial<SystemOptions>): Promise<System> => {
  system = await startSystem({
    keysFile: join(folder, 'keys.json'),
    pagesPort: 0,
    inboxPort: 0,
    sweepEveryMs: 600_000,
    pollFeedsEveryMs: 100,
    senders: 1,
    log: (event, fields) => void logged.push({ event, fields }),
    ...more,
  });
  return system;
};

const showWith = (url: string): Show =>
  Show.parse({
    showId: 'glass-hour',
    name: 'Glass Hour',
    sender: { name: 'Glass Hour', address: 'show@glass.example' },
    website: 'https://glass.example/',
    postalAddress: '1 Kiln Street, Whitby',
    feed: { url, newItems: 'schedule', graceMinutes: 60 },
    previewRecipients: ['team@glass.example'],
  });

const episodesOf = async ({ catalog }: System, { showId }: Show): Promise<readonly EpisodeSummary[]> => {
  const found: EpisodeSummary[] = [];
  for await (const episode of catalog.episodes(showId)) found.push(episode);
  return found;
};

test('the feed of a show is read by itself: old items mail nobody, a new one is previewed and scheduled', async () => {
  const old = [item({ number: 1 }), item({ number: 2 })];
  let document = rss(old);
  const running = await started({
    feeds: { fetch: async () => ({ kind: 'fetched', bytes: Buffer.from(document), validators: {} }) },
  });
  const show = showWith('https://glass.example/feed');
  await running.catalog.putShow(show);
  const statuses = async () => (await episodesOf(running, show)).map(({ status }) => status).toSorted();
  await expect.poll(statuses, { timeout: 15_000 }).toEqual(['published', 'published']);
  expect(await running.inbox.messages()).toEqual([]);

  document = rss([item({ number: 3, date: new Date().toUTCString() }), ...old]);
  await expect.poll(statuses, { timeout: 15_000 }).toEqual(['published', 'published', 'scheduled']);
  await expect
    .poll(() => running.inbox.messages(), { timeout: 15_000 })
    .toMatchObject([{ to: ['team@glass.example'] }]);
});

test('a feed on this machine or in its network is not read', async () => {
  const running = await started({});
  await running.catalog.putShow(showWith('https://127.0.0.1:1/feed'));
  await expect
    .poll(() => logged.find(({ event }) => event === 'feed.unreadable')?.fields['why'], { timeout: 15_000 })
    .toBe('127.0.0.1 is no address of the public internet');
});
