import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { type Console, createConsole } from './console.ts';
import { anAnnouncement, anEpisode, aShow, CONTENT, EPISODE_YAML } from './records.ts';

const SHOW = ShowId.parse('tidal-notes');
const EPISODE = EpisodeId.parse('spring-tides');

let terminal: Console;
beforeEach(async () => {
  terminal = createConsole();
  await terminal.catalog.putShow(aShow());
});

const put = (text: string, options = '') => terminal.run(`episode put -${options}`, { stdin: text });
const stored = () => terminal.catalog.episode(SHOW, EPISODE);
const store = async (change: Record<string, unknown>) => {
  await terminal.catalog.putEpisode(anEpisode(change), { statusWas: 'missing' });
};

describe('episode put', () => {
  test('a new episode becomes a draft', async () => {
    const { exit, stdout } = await put(EPISODE_YAML);
    expect(exit).toBe(0);
    expect(stdout).toBe('episode spring-tides: created (draft)\n');
    expect(await stored()).toMatchObject({
      kind: 'found',
      value: { status: 'draft', durationSeconds: 3605 },
    });
  });

  test('JSON is read as YAML is', async () => {
    const { exit } = await put('{"showId":"tidal-notes","episodeId":"spring-tides","title":"Spring tides"}');
    expect(exit).toBe(0);
  });

  test('every fault is listed with its field, its value and the rule, and nothing is written', async () => {
    const { exit, stdout, stderr } = await put(
      'showId: tidal-notes\nepisodeId: Spring Tides\ntitle: ""\naudioUrl: http://plain.example/a.mp3\nstatus: published\n',
    );
    expect(exit).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toContain('-: 4 faults');
    expect(stderr).toMatch(/episodeId: .* \(found "Spring Tides"\)/);
    expect(stderr).toMatch(/title: must not be empty \(found ""\)/);
    expect(stderr).toMatch(/audioUrl: must be an https/);
    expect(stderr).toMatch(/status: no such field \(found "published"\)/);
    expect((await stored()).kind).toBe('missing');
  });

  test('with one faulty file among several, none is written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'announcer-test-'));
    await writeFile(join(folder, 'good.yaml'), EPISODE_YAML);
    await writeFile(join(folder, 'bad.yaml'), 'showId: tidal-notes\nepisodeId: neap\n');
    const { exit, stderr } = await terminal.runWords(
      'episode',
      'put',
      join(folder, 'good.yaml'),
      join(folder, 'bad.yaml'),
    );
    expect(exit).toBe(4);
    expect(stderr).toContain('Nothing was written.');
    expect((await stored()).kind).toBe('missing');
  });

  test('a published episode stays published and keeps its date', async () => {
    await store({ status: 'published', publishedAt: '2026-11-30' });
    const { stdout } = await put(EPISODE_YAML);
    expect(stdout).toContain('changed (published)');
    expect(stdout).toContain('nobody is mailed again');
    expect(await stored()).toMatchObject({
      value: { status: 'published', publishedAt: '2026-11-30T00:00:00.000Z', durationSeconds: 3605 },
    });
  });

  test('a scheduled episode stays scheduled for its time', async () => {
    await store({ status: 'scheduled', publishAt: '2026-12-24T08:00:00Z' });
    await put(EPISODE_YAML);
    expect(await stored()).toMatchObject({
      value: { status: 'scheduled', publishAt: '2026-12-24T08:00:00.000Z', durationSeconds: 3605 },
    });
  });

  test('the mark of the feed an episode came from survives a file without one', async () => {
    await store({ source: { guid: 'g-1', contentHash: 'abc' } });
    await put(EPISODE_YAML);
    expect(await stored()).toMatchObject({ value: { source: { guid: 'g-1', contentHash: 'abc' } } });
  });

  test('the same file a second time changes nothing', async () => {
    await put(EPISODE_YAML);
    const { stdout } = await put(EPISODE_YAML, ' --json');
    expect(JSON.parse(stdout)).toEqual([
      { showId: 'tidal-notes', episodeId: 'spring-tides', status: 'draft', result: 'unchanged' },
    ]);
  });

  test('somebody else who publishes between reading and writing is not undone', async () => {
    await store({});
    const read = terminal.catalog.episode.bind(terminal.catalog);
    let first = true;
    terminal.catalog.episode = async (showId, episodeId) => {
      const found = await read(showId, episodeId);
      if (first) {
        first = false;
        await terminal.catalog.putEpisode(anEpisode({ status: 'published', publishedAt: '2026-12-01' }), {
          statusWas: 'draft',
        });
      }
      return found;
    };
    const { exit } = await put(EPISODE_YAML);
    expect(exit).toBe(0);
    expect(await stored()).toMatchObject({ value: { status: 'published', durationSeconds: 3605 } });
  });

  test('an episode of a show that is not there is refused with what to do first', async () => {
    const { exit, stderr } = await put(EPISODE_YAML.replace('tidal-notes', 'no-such'));
    expect(exit).toBe(3);
    expect(stderr).toContain('show put');
  });

  test('text that is no YAML is refused with its line', async () => {
    const { exit, stderr } = await put('title: "open\nshowId: x');
    expect(exit).toBe(4);
    expect(stderr).toMatch(/line \d/);
  });
});

describe('episode show', () => {
  test('prints the file that episode put reads, its status as a comment', async () => {
    await put(EPISODE_YAML);
    const { stdout } = await terminal.run('episode show spring-tides');
    expect(stdout).toMatch(/^# draft\n/);
    expect((await put(stdout, ' --json')).stdout).toContain('"unchanged"');
  });

  test('an id that is not there exits 3 and says how to list', async () => {
    const { exit, stderr } = await terminal.run('episode show neap-tides');
    expect(exit).toBe(3);
    expect(stderr).toContain('announcer episode list');
  });
});

describe('episode publish', () => {
  test('a draft is published with the date of now', async () => {
    await put(EPISODE_YAML);
    const { exit, stdout } = await terminal.run('episode publish spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('Published spring-tides');
    expect(stdout).toContain('npx announcer --local announcement status tidal-notes/spring-tides --follow');
    expect(await stored()).toMatchObject({
      value: { status: 'published', publishedAt: '2026-12-01T09:00:00.000Z', announce: 'recent' },
    });
  });

  test('an email with an error in it is refused before anything is written, unless forced', async () => {
    await terminal.catalog.putShow(aShow({ postalAddress: undefined }));
    await put(EPISODE_YAML);
    const refused = await terminal.run('episode publish spring-tides');
    expect(refused.exit).toBe(1);
    expect(refused.stderr).toContain('postal address');
    expect(refused.stderr).toContain('--force');
    expect(await stored()).toMatchObject({ value: { status: 'draft' } });
    const forced = await terminal.run('episode publish spring-tides --force');
    expect(forced.exit).toBe(0);
    expect(forced.stderr).toContain('Error: the show has no postal address');
  });

  test('a warning is told and does not hinder', async () => {
    await put(EPISODE_YAML);
    const { exit, stderr } = await terminal.run('episode publish spring-tides');
    expect(exit).toBe(0);
    expect(stderr).toContain('Warning:');
  });

  test('publishing twice says so, exits 0 and writes nothing', async () => {
    await store({ status: 'published', publishedAt: '2026-12-01' });
    await terminal.announcements.create(anAnnouncement(), CONTENT);
    let writes = 0;
    terminal.catalog.putEpisode = async () => {
      writes += 1;
      return 'written';
    };
    const { exit, stdout } = await terminal.run('episode publish spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('published already');
    expect(stdout).toContain('nothing more is sent');
    expect(writes).toBe(0);
  });

  test('a quietly published episode stays quiet when its file is put again with another date', async () => {
    await store({ status: 'published', publishedAt: '2026-11-01' });
    await put(`${EPISODE_YAML}publishedAt: 2026-12-01\nannounce: always\n`);
    expect(await stored()).toMatchObject({
      value: { publishedAt: '2026-12-01T00:00:00.000Z', announce: 'never' },
    });
  });

  test('an edit within the week it was announced in leaves its announcing as it was', async () => {
    await store({ status: 'published', publishedAt: '2026-11-30' });
    await put(`${EPISODE_YAML}announce: never\n`);
    expect(await stored()).toMatchObject({ value: { announce: 'recent' } });
  });

  test('a quietly published episode is announced afterwards when told so, once', async () => {
    await store({ status: 'published', publishedAt: '2026-11-01' });
    const quiet = await terminal.run('episode publish spring-tides');
    expect(quiet.exit).toBe(0);
    expect(quiet.stdout).toContain('was not announced');
    expect((await terminal.run('episode publish spring-tides --announce-anyway')).stdout).toContain('begins');
    expect(await stored()).toMatchObject({ value: { announce: 'always' } });
    await terminal.announcements.create(anAnnouncement(), CONTENT);
    const again = await terminal.run('episode publish spring-tides --announce-anyway');
    expect(again.stdout).toContain('nothing more is sent');
  });

  test('an episode dated more than seven days ago waits for a choice', async () => {
    await store({ publishedAt: '2026-11-20' });
    const { exit, stderr } = await terminal.run('episode publish spring-tides');
    expect(exit).toBe(1);
    expect(stderr).toContain('more than seven days ago');
    expect(stderr).toContain('--announce-anyway');
    expect(stderr).toContain('--without-announcement');
    expect(await stored()).toMatchObject({ value: { status: 'draft' } });
  });

  test('--announce-anyway writes that into the record', async () => {
    await store({ publishedAt: '2026-11-20' });
    const { exit } = await terminal.run('episode publish spring-tides --announce-anyway');
    expect(exit).toBe(0);
    expect(await stored()).toMatchObject({ value: { status: 'published', announce: 'always' } });
  });

  test('--without-announcement publishes and says that nobody is mailed', async () => {
    await store({ publishedAt: '2026-11-20' });
    const { stdout } = await terminal.run('episode publish spring-tides --without-announcement');
    expect(stdout).toContain('Nobody is mailed');
    expect(await stored()).toMatchObject({ value: { status: 'published', announce: 'never' } });
  });

  test('a scheduled episode is published before its time only with --at-once', async () => {
    await store({ status: 'scheduled', publishAt: '2026-12-24T08:00:00Z' });
    const refused = await terminal.run('episode publish spring-tides');
    expect(refused.exit).toBe(1);
    expect(refused.stderr).toContain('2026-12-24 08:00 UTC');
    expect((await terminal.run('episode publish spring-tides --at-once')).exit).toBe(0);
    const { value } = (await stored()) as { value: object };
    expect(value).toMatchObject({ status: 'published' });
    expect(value).not.toHaveProperty('publishAt');
  });

  test('an invalid record in the table is not published and its faults are told', async () => {
    terminal.catalog.putRaw({ showId: SHOW, episodeId: EPISODE }, { status: 'draft', title: 7 });
    const { exit, stderr } = await terminal.run('episode publish spring-tides');
    expect(exit).toBe(4);
    expect(stderr).toContain('title');
  });
});

describe('naming an episode', () => {
  test('SHOW/EPISODE needs no --show among several shows', async () => {
    await terminal.catalog.putShow(aShow({ showId: 'other' }));
    await store({});
    expect((await terminal.run('episode show tidal-notes/spring-tides')).exit).toBe(0);
    expect((await terminal.run('episode show spring-tides --show tidal-notes')).exit).toBe(0);
    const unclear = await terminal.run('episode show spring-tides');
    expect(unclear.exit).toBe(2);
    expect(unclear.stderr).toContain('--show, one of other, tidal-notes');
  });

  test.each(['episode list', 'subscribers stats'])(
    '%s of a show that is not there is not that of one that has nothing',
    async (command) => {
      const { exit, stderr } = await terminal.run(`${command} --show tidal-nots`);
      expect(exit).toBe(3);
      expect(stderr).toContain('no show "tidal-nots"');
    },
  );
});
