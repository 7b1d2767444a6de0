import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createConsole } from './console.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What stands in code: spans, and the lines of blocks that are commands. */
const codeOf = (text: string): readonly string[] => {
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const spans = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map(
    ([, span = '']) => span,
  );
  return [...blocks.filter((line) => /^(?:npx )?announcer /.test(line)), ...spans].map((line) =>
    line
      .replace(/\s+/g, ' ')
      .replace(/ # .*$/, '')
      .trim(),
  );
};

const GROUPS = 'show|episode|feed|announcement|subscribers|keys';
const VERB = new RegExp(
  `^(?:(?:npx )?announcer (?:--local )?)?((?:${GROUPS}) [a-z]+|(?<=announcer )(?:doctor|cost))(.*)$`,
);

it('every command in the documents is there, with the options written there', async () => {
  const commands = globSync('{README.md,docs/*.md}', { cwd: root }).flatMap((file) =>
    codeOf(read(file)).flatMap((code) => {
      const [, verb, rest = ''] = VERB.exec(code) ?? [];
      return verb === undefined ? [] : [{ file, verb, options: rest.match(/--[a-z-]+/g) ?? [] }];
    }),
  );
  expect(commands.length).toBeGreaterThan(40);
  for (const { file, verb, options } of commands) {
    const { stdout } = await createConsole().run(`${verb} --help`);
    expect(stdout, `${file}: ${verb}`).toContain(`Usage: announcer ${verb}`);
    for (const option of options) expect(stdout, `${file}: ${verb} ${option}`).toContain(option);
  }
});

it('docs/deploy.md lists every right that the command line needs', () => {
  const listed = read('docs/deploy.md');
  const files = globSync('{cli,lambdas/aws}/**/*.ts', { cwd: root }).filter(
    (file) => !/cli\/local\/|create-table/.test(file),
  );
  const calls = new Set(
    files
      .flatMap((file) => [...read(file).matchAll(/new (\w+?)(?:Batch)?Command\(/g)])
      .map(([, call = '']) => call),
  );
  // The functions send, and receive: previews from here go through the preview function.
  const byFunctions = ['SendRawEmail', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility'];
  const actions = [...calls].map((call) => (call === 'Invoke' ? 'InvokeFunction' : call));
  expect(actions).toContain('GetTemplate');
  expect(
    actions.filter((action) => !byFunctions.includes(action) && !new RegExp(`\\b${action}\\b`).test(listed)),
  ).toEqual([]);
});
