import { mkdtemp, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { showInBrowser } from '../../cli/show-in-browser.ts';
import { type Console, createConsole } from './console.ts';
import { anEpisode, aShow, EPISODE_YAML } from './records.ts';

let terminal: Console;
let folder: string;
beforeEach(async () => {
  terminal = createConsole();
  folder = await mkdtemp(join(tmpdir(), 'announcer-preview-'));
  await terminal.catalog.putShow(aShow({ previewRecipients: ['mara@tidalnotes.example'] }));
  await terminal.catalog.putEpisode(anEpisode({ summary: ['The moon pulls twice a day.'] }), {
    statusWas: 'missing',
  });
});

const preview = (...words: string[]) => terminal.runWords('episode', 'preview', ...words, '--output', folder);
const written = (name: string) => readFile(join(folder, 'spring-tides', name), 'utf8');

describe('episode preview', () => {
  test('a draft is mailed to a person of the team, and to nobody else', async () => {
    const { exit, stdout } = await preview('spring-tides', '--to', 'mara@tidalnotes.example');
    expect(exit).toBe(0);
    expect(stdout).toContain('mailed to mara@tidalnotes.example');
    expect(terminal.mailer.accepted.map(({ to }) => to)).toEqual(['mara@tidalnotes.example']);
    expect(Buffer.from(terminal.mailer.accepted[0]?.bytes ?? []).toString()).toContain(
      'Subject: [Preview] Spring tides',
    );
  });

  test('a stranger is refused, and nothing is mailed', async () => {
    const { exit, stderr } = await preview('spring-tides', '--to', 'x@elsewhere.example');
    expect(exit).toBe(1);
    expect(stderr).toContain('not among the previewRecipients');
    expect(terminal.mailer.accepted).toEqual([]);
  });

  test('without --to it is written to files: HTML, text, source, and all of it side by side', async () => {
    const { exit, stdout } = await preview('spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain(join(folder, 'spring-tides', 'index.html'));
    expect(stdout).toContain('warning: the episode has neither audioUrl nor pageUrl');
    expect(await written('email.html')).toContain('The moon pulls twice a day.');
    expect(await written('email.html')).not.toContain('This is a preview');
    expect(await written('email.txt')).toContain('The moon pulls twice a day.');
    expect(await written('email.eml')).toMatch(/^Subject: Spring tides\r\n/);
    expect(await written('dark.html')).not.toContain('prefers-color-scheme');
    expect(await written('page.html')).toContain('Get new episodes by email');
    const overview = await written('index.html');
    for (const file of ['email.html', 'dark.html', 'inverted.html', 'images-off.html', 'page.html'])
      expect(overview).toContain(`src="${file}"`);
    expect(overview).toContain('neither audioUrl nor pageUrl');
    expect(overview).not.toContain('<script>');
    expect(terminal.mailer.accepted).toEqual([]);
  });

  test('a file need not be stored to be looked at, and must be to be mailed', async () => {
    const file = join(folder, 'draft.yaml');
    await writeFile(file, EPISODE_YAML.replace('title: Spring tides', 'title: Neap <tides>'));
    expect((await preview(file)).exit).toBe(0);
    expect(await written('email.html')).toContain('Neap &#60;tides&#62;');
    const { exit, stderr } = await preview(file, '--to', 'mara@tidalnotes.example');
    expect(exit).toBe(2);
    expect(stderr).toContain('announcer episode put');
  });

  test('a program gets the findings, the files and the outcomes as JSON', async () => {
    const { stdout } = await preview('spring-tides', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      sent: [],
      files: { html: join(folder, 'spring-tides', 'email.html') },
      findings: [{ severity: 'warning', code: 'nothing-to-listen-to' }],
    });
  });

  test('with --watch every save is written again, in under a second, and a mistake is told and survived', async () => {
    const file = join(folder, 'draft.yaml');
    await writeFile(file, EPISODE_YAML);
    const running = preview(file, '--watch');
    const until = async (text: string): Promise<void> => {
      for (let round = 0; round < 200; round += 1) {
        if ((await written('email.html').catch(() => '')).includes(text)) return;
        await sleep(25);
      }
      throw new Error(`"${text}" was not written`);
    };
    await until('Spring tides');
    await sleep(300);
    const start = performance.now();
    await writeFile(file, EPISODE_YAML.replace('Spring tides', 'Summer tides'));
    await until('Summer tides');
    expect(performance.now() - start).toBeLessThan(1500);
    // Another file in the folder is no save of this one; a file put in its place is.
    const writtenAt = async () => (await stat(join(folder, 'spring-tides', 'version.js'))).mtimeMs;
    await sleep(300);
    const last = await writtenAt();
    await writeFile(join(folder, 'notes.log'), 'x');
    await sleep(300);
    expect(await writtenAt()).toBe(last);
    await writeFile(join(folder, 'draft.yaml.tmp'), EPISODE_YAML.replace('Spring tides', 'Winter tides'));
    await rename(join(folder, 'draft.yaml.tmp'), file);
    await until('Winter tides');
    await writeFile(file, 'title: [');
    await sleep(300);
    await writeFile(file, EPISODE_YAML.replace('Spring tides', 'Autumn tides'));
    await until('Autumn tides');
    expect(await written('index.html')).toContain('version.js');
    terminal.interrupt();
    const { stderr } = await running;
    expect(stderr).toContain('is no YAML or JSON');
  });

  test('--watch without a file is refused', async () => {
    const { exit, stderr } = await preview('spring-tides', '--watch');
    expect(exit).toBe(2);
    expect(stderr).toContain('needs a file');
  });

  test('a computer without a browser is told the path instead', async () => {
    expect(await showInBrowser('x.html', { BROWSER: 'no-such-program-anywhere' })).toBe(false);
    expect(await showInBrowser('--version', { BROWSER: process.execPath })).toBe(true);
  });
});
