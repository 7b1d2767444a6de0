import { beforeEach, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { EpisodeFile } from '../../lambdas/episodes/episode.ts';
import { type Console, createConsole } from './console.ts';
import { aShow } from './records.ts';

const NOTES = `# Liquid sand (feat. Ada Loved)

About glass, and how it is made.

Links to learn more, summary and full transcript.

We cover:
• 0:00 Hello
• 4:05 Sand

SPONSORS:
Sand Ltd sells sand.

Credits:
Producer: Bo Katan

Subscribe to Glass Hour wherever you listen.
📆 2021-07-28 19:02 / ⌛ 01:53:27
`;

const rangeOf = (text: string) => ({ from: NOTES.indexOf(text), to: NOTES.indexOf(text) + text.length });

let terminal: Console;
beforeEach(async () => {
  terminal = createConsole();
  await terminal.catalog.putShow(aShow());
});

describe('episode draft', () => {
  test('prints one object for programs', async () => {
    const { exit, stdout, stderr } = await terminal.run('episode draft - --json', { stdin: NOTES });
    expect(exit).toBe(0);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      episode: {
        title: 'Liquid sand (feat. Ada Loved)',
        guests: [{ name: 'Ada Loved' }],
        summary: ['About glass, and how it is made.'],
        topicsLeadIn: 'We cover:',
        topics: [
          { text: 'Hello', startSeconds: 0 },
          { text: 'Sand', startSeconds: 245 },
        ],
        links: [{ label: 'Links to learn more, summary and full transcript' }],
        credits: [{ role: 'Producer', name: 'Bo Katan' }],
      },
      otherEpisodes: [{ publishedAt: '2021-07-28T19:02:00.000Z', durationSeconds: 6807 }],
      sponsors: [{ heading: 'SPONSORS:', text: 'Sand Ltd sells sand.' }],
      callToAction: 'Subscribe to Glass Hour wherever you listen.',
      sources: expect.arrayContaining([
        { part: 'title', ...rangeOf('Liquid sand (feat. Ada Loved)'), line: 1 },
        { part: 'topics[1]', ...rangeOf('• 4:05 Sand'), line: 9 },
        { part: 'structure', ...rangeOf('Credits:'), line: 14, text: 'Credits:' },
      ]),
    });
  });

  test('writes YAML that can be put as it is once its ids are said', async () => {
    const { stdout } = await terminal.run(
      'episode draft - --show tidal-notes --page https://glass.example/7',
      {
        stdin: NOTES,
      },
    );
    expect(parseYaml(stdout)).toMatchObject({
      showId: 'tidal-notes',
      episodeId: 'liquid-sand-feat-ada-loved',
    });
    expect(EpisodeFile.safeParse(parseYaml(stdout)).success).toBe(true);
    expect(stdout).toContain('# - Sand Ltd sells sand.'.replace('- Sand', '- SPONSORS: Sand'));
    expect(stdout).toContain('# - 2021-07-28 19:02 UTC, 1:53:27');
    const { exit } = await terminal.run('episode put -', { stdin: stdout });
    expect(exit).toBe(0);
  });

  test('shows what was taken for what, beside the YAML', async () => {
    const { stderr } = await terminal.run('episode draft -', { stdin: NOTES });
    expect(stderr).toMatch(/ 1 {2}guests\[0\] \(named in\) +Ada Loved/);
    expect(stderr).toMatch(/ 9 {2}topics\[1\] +• 4:05 Sand/);
    expect(stderr).toMatch(/14 {2}\(done its work\) +Credits:/);
  });

  test('leaves out of the YAML, as comments, what it cannot know', async () => {
    const { stdout } = await terminal.run('episode draft -', {
      stdin: 'About glass.\n\nLinks to learn more, summary and full transcript.',
    });
    expect(stdout).toContain('# title:   # the notes state none');
    expect(stdout).toContain('# - label: "Links to learn more, summary and full transcript"');
    expect(parseYaml(stdout)).toEqual({ summary: ['About glass.'] });
  });

  test('takes the title, the id and the page from the command line', async () => {
    const { stdout } = await terminal.runWords(
      'episode',
      'draft',
      'examples/no-such-notes.txt',
      '--title',
      'Sand (with Bo Katan)',
      '--id',
      'seven',
    );
    expect(stdout).toBe('');
    const { exit, stderr } = await terminal.run(
      'episode draft examples/no-such-notes.txt --id Not_An_Id --page http://a.example',
    );
    expect(exit).toBe(2);
    expect(stderr).toMatch(/--id: [^]*--page: must be an https/);
  });

  test.each([
    ['%PDF-1.7', 'a PDF'],
    ['PK\u0003\u0004', 'a Word document'],
    ['{\\rtf1', 'rich text format'],
  ])('refuses what is no text: %j', async (stdin, what) => {
    const { exit, stderr } = await terminal.run('episode draft -', { stdin });
    expect(exit).toBe(4);
    expect(stderr).toContain(what);
  });

  test('counts lines however they end', async () => {
    const { stdout } = await terminal.run('episode draft - --json', {
      stdin: 'About glass.\rTopics:\r- Sand\r\n- Fire\n',
    });
    expect(JSON.parse(stdout).sources.map(({ line }: { line: number }) => line)).toEqual([1, 2, 3, 4]);
  });

  test('says which file is missing', async () => {
    const { exit, stderr } = await terminal.run('episode draft no-such-notes.txt');
    expect(exit).toBe(2);
    expect(stderr).toContain('no file no-such-notes.txt');
  });
});
