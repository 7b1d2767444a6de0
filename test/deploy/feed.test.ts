import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { item, rss } from '../episodes/feeds/documents.ts';
import { openAt } from './browser.ts';
import { waitFor } from './commands.ts';
import { announcer, createDeployment, PAGES, sweepOf } from './deployment.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { createReader } from './reader.ts';

/*
 * The deployed poller reads https of the public internet only, and here is none: the command line reads a file in its
 * place, through the same steps, tables and preview function. Everything from the table on is the stack's.
 */

const SHOW = {
  showId: 'glass-hour',
  name: 'Glass Hour',
  sender: { name: 'Glass Hour', address: 'glass@tidalnotes.example' },
  website: 'https://glass.example',
  postalAddress: '1 Kiln Street, Whitby',
  previewRecipients: ['team@tidalnotes.example'],
};
const feed = { url: 'https://feeds.glass.example/glass-hour', graceMinutes: 1 };

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toUTCString();
const old = Array.from({ length: 300 }, (_, number) =>
  item({ number, title: `Old glass ${number}`, date: hoursAgo(168 * (300 - number) - 167) }),
);
const first = item({ number: 301, title: 'Liquid sand', date: hoursAgo(0.5) });
const second = item({ number: 302, title: 'Solid light', date: hoursAgo(0.2) });

let sink: MailSink;
let emulator: Emulator;
let deployment: Awaited<ReturnType<typeof createDeployment>>;
let command: ReturnType<typeof announcer>;
let sweep: ReturnType<typeof sweepOf>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'announcer-feed-'));
  sink = await startMailSink();
  emulator = await startEmulator(sink.port);
  deployment = await createDeployment(emulator);
  command = announcer(emulator);
  sweep = sweepOf(emulator);
  await deployment.bootstrap();
  await deployment.deploy();
});
afterAll(async () => {
  await deployment?.remove();
  await emulator?.stop();
  await sink?.stop();
});

const put = async (show: object) => {
  const file = join(folder, 'show.json');
  await writeFile(file, JSON.stringify(show));
  await command('show', 'put', file);
};
const saved = async (items: readonly string[]): Promise<string> => {
  const file = join(folder, 'feed.xml');
  await writeFile(file, rss(items));
  return file;
};
const reader = (address: string) => createReader(address, sink, openAt(emulator.endpoint));
const closed = (episodeId: string) =>
  waitFor(`the announcement of ${episodeId} is closed`, 90, async () => {
    const status = JSON.stringify(await command('announcement', 'status', episodeId));
    return /"kind":"closed"|"state":"closed"/.test(status) ? true : undefined;
  });
const about = (title: RegExp) => sink.mails.filter(({ mail }) => title.test(mail.subject ?? ''));

describe('a show with a feed', () => {
  it('is given the feed and its 300 old items, and nobody is mailed about them', async () => {
    await put({ ...SHOW, feed: { ...feed, newItems: 'publish' } });
    const ada = reader('ada@reader.example');
    await ada.signUp(`https://${PAGES}/s/${SHOW.showId}/subscribe`);
    await ada.confirm();
    const result = JSON.stringify(await command('feed', 'import', await saved(old)));
    expect(result.match(/"decision":"import","result":"created"/g)).toHaveLength(300);
    const listed = JSON.stringify(await command('episode', 'list'));
    expect(listed).toContain('old-glass-299');
  });

  it('has a new item announced once to whoever is subscribed', async () => {
    const file = await saved([first, ...old]);
    await command('feed', 'watch', file, '--once');
    await reader('ada@reader.example').mail(/Liquid sand/, 90);
    await command('feed', 'watch', file, '--once');
    await closed('liquid-sand');
    expect(about(/Liquid sand/)).toHaveLength(1);
    expect(about(/Old glass/)).toEqual([]);
  });

  it('has the next one wait for the grace time, in which the team sees it, and announced by itself then', async () => {
    await put({ ...SHOW, feed: { ...feed, newItems: 'schedule' } });
    const result = JSON.stringify(
      await command('feed', 'watch', await saved([second, first, ...old]), '--once'),
    );
    expect(result).toContain('"episodeId":"solid-light"');
    const preview = await reader('team@tidalnotes.example').mail(/Solid light/);
    expect(preview.mail.subject).toContain('Preview');
    const stored = JSON.stringify(await command('episode', 'show', 'solid-light'));
    expect(stored).toContain('"status":"scheduled"');
    const [, publishAt = ''] = /"publishAt":"([^"]+)"/.exec(stored) ?? [];
    const left = Date.parse(publishAt) - Date.now();
    expect(left).toBeGreaterThan(5_000);
    await sweep();
    expect(JSON.stringify(await command('episode', 'show', 'solid-light'))).toContain('"status":"scheduled"');

    await sleep(Date.parse(publishAt) + 1_000 - Date.now());
    await sweep();
    await reader('ada@reader.example').mail(/Solid light/, 90);
    await closed('solid-light');
    await sweep();
    // The preview, and the one to whoever is subscribed.
    expect(about(/Solid light/).map(({ to }) => to)).toEqual([
      ['team@tidalnotes.example'],
      ['ada@reader.example'],
    ]);
  });
});
