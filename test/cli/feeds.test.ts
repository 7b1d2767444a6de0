import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ShowId } from '../../lambdas/ids.ts';
import { item, rss } from '../episodes/feeds/documents.ts';
import { type Console, createConsole } from './console.ts';
import { aShow } from './records.ts';

const SHOW = ShowId.parse('tidal-notes');
// The console's clock stands at 2026-12-01T09:00Z.
const OLD = Array.from({ length: 300 }, (_, number) =>
  item({ number, title: `Old tide ${number}`, date: 'Mon, 02 Nov 2026 08:00:00 GMT' }),
);
const FRESH = item({ number: 301, title: 'Spring tides', date: 'Tue, 01 Dec 2026 08:30:00 GMT' });

let terminal: Console;
let folder: string;
let file: string;

beforeEach(async () => {
  terminal = createConsole();
  folder = await mkdtemp(join(tmpdir(), 'feeds-'));
  file = join(folder, 'feed.xml');
  await writeFile(file, rss(OLD));
  await terminal.catalog.putShow(
    aShow({
      feed: { url: 'https://tidalnotes.example/feed', newItems: 'schedule', graceMinutes: 60 },
      previewRecipients: ['mara@tidalnotes.example'],
    }),
  );
});
afterEach(() => rm(folder, { recursive: true }));

const episodes = async () => {
  const found = [];
  for await (const episode of terminal.catalog.episodes(SHOW)) found.push(episode);
  return found;
};

describe('feed check', () => {
  test('says what the items would become, and writes nothing', async () => {
    await writeFile(
      file,
      rss([
        item({
          number: 1,
          title: 'Spring tides (feat. Ada Loved)',
          notes: 'Topics:\n- Moon',
          more: '<itunes:duration>1:02:03</itunes:duration>',
        }),
      ]),
    );
    const { exit, stdout } = await terminal.run(`feed check ${file}`);
    expect(exit).toBe(0);
    expect(stdout).toContain('Glass Hour: 1 item');
    expect(stdout).toMatch(/2026-11-02 01:00 UTC\s+1:02:03\s+1\s+0\s+Ada Loved\s+Spring tides/);
    expect(await episodes()).toEqual([]);
  });

  test('names what is worth a look, and exits by it', async () => {
    await writeFile(
      file,
      rss([
        item({ number: 1, guid: '', date: '', audio: 'http://cdn.example/1.mp3' }),
        item({ number: 2 }),
        item({ number: 3, guid: 'guid-2' }),
      ]),
    );
    const { exit, stdout } = await terminal.run(`feed check ${file} --json`);
    expect(exit).toBe(6);
    const { items, remarks } = JSON.parse(stdout);
    expect(items[0]).toMatchObject({ guid: null, identity: expect.stringMatching(/^made:/) });
    expect(remarks.join('\n')).toMatch(/no guid[^]*no date[^]*http:\/\/[^]*one guid for 2 items/);
  });

  test('refuses what is no feed, with the reason', async () => {
    await writeFile(file, rss(OLD).slice(0, 2000));
    const { exit, stderr } = await terminal.run(`feed check ${file}`);
    expect(exit).toBe(1);
    expect(stderr).toMatch(/cannot be read as a feed: line \d+: .*cut off/);
  });

  test('reads from this machine for the local system', async () => {
    const server = createServer((_request, response) => void response.end(rss([FRESH])));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { stdout } = await terminal.run(`feed check http://127.0.0.1:${port}/feed`);
    await new Promise((done) => server.close(done));
    expect(stdout).toContain('Spring tides');
  });

  test('asks for a feed where neither the command nor the show names one', async () => {
    await terminal.catalog.putShow(aShow());
    const { exit, stderr } = await terminal.run('feed check');
    expect(exit).toBe(2);
    expect(stderr).toContain('names no feed');
  });
});

describe('feed import', () => {
  test('imports 300 old items and mails nobody', async () => {
    const { exit, stdout } = await terminal.run(`feed import ${file}`);
    expect(exit).toBe(0);
    expect(stdout).toBe('300 items of the back catalogue imported; nobody is mailed about them\n');
    expect(
      (await episodes()).every(({ status, announce }) => status === 'published' && announce === 'never'),
    ).toBe(true);
    expect(terminal.mailer.accepted).toEqual([]);
  });

  test('takes even what is new for back catalogue, and a second time finds nothing to do', async () => {
    await terminal.run(`feed import ${file}`);
    await writeFile(file, rss([FRESH, ...OLD]));
    const { stdout } = await terminal.run(`feed import ${file}`);
    expect(stdout).toContain('1 item of the back catalogue imported');
    expect((await terminal.run(`feed import ${file}`)).stdout).toBe('nothing new\n');
    expect(terminal.mailer.accepted).toEqual([]);
  });
});

describe('feed watch', () => {
  test('schedules what is new after the grace time, and shows it to the team', async () => {
    await terminal.run(`feed import ${file}`);
    await writeFile(file, rss([FRESH, ...OLD]));
    terminal.interrupt();
    const { stdout, stderr } = await terminal.run(`feed watch ${file}`);
    expect(stderr).toContain('a new item becomes: schedule');
    expect(stdout).toBe('"Spring tides": scheduled for 2026-12-01T10:00:00.000Z (spring-tides)\n');
    expect(terminal.mailer.accepted.map(({ to, tags }) => [to, tags])).toEqual([
      ['mara@tidalnotes.example', { kind: 'preview' }],
    ]);
  });

  test('reads the file again when it is saved', async () => {
    await terminal.run(`feed import ${file}`);
    const watching = terminal.run(`feed watch ${file}`);
    for (let attempt = 0; attempt < 100 && (await episodes()).length < 301; attempt += 1) {
      await writeFile(file, rss([FRESH, ...OLD]));
      await new Promise((later) => setTimeout(later, 200));
    }
    terminal.interrupt();
    const { stdout } = await watching;
    expect(stdout).toContain('"Spring tides": scheduled');
    expect(await episodes()).toHaveLength(301);
  });

  test('goes on when the feed cannot be read', async () => {
    await writeFile(file, '<html></html>');
    terminal.interrupt();
    const { exit, stderr } = await terminal.run(`feed watch ${file}`);
    expect(exit).toBe(130);
    expect(stderr).toContain('HTML page');
  });
});
