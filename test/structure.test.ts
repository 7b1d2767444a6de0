import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = globSync('{lambdas,cli,lib}/**/*.ts', { cwd: root });
const domain = ['episodes', 'subscribers', 'announcements', 'email', 'web'];
const isDomain = (file: string) => domain.some((folder) => file.startsWith(`lambdas/${folder}/`));

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name,
  );

/** `file -> import` for every import of the files that breaks the rule. */
const breaches = (files: readonly string[], forbidden: (imported: string) => boolean): readonly string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter(forbidden)
      .map((imported) => `${file} -> ${imported}`),
  );

test('the domain imports nothing of AWS, no handler and no command', () => {
  const forbidden = (imported: string) =>
    /^(@aws|aws-|constructs|cdk)/.test(imported) ||
    /^(lambdas\/(aws|handlers|functions)|cli|lib)\//.test(imported);
  expect(breaches(sources.filter(isDomain), forbidden)).toEqual([]);
});

test('handlers reach AWS only through ports', () => {
  const handlers = sources.filter((file) => file.startsWith('lambdas/handlers/'));
  const forbidden = (imported: string) =>
    imported.startsWith('@aws-sdk') || /^(lambdas\/(aws|functions)|cli|lib)\//.test(imported);
  expect(breaches(handlers, forbidden)).toEqual([]);
});

test('nothing that runs in Lambda imports the command line or the stack', () => {
  const lambdas = sources.filter((file) => file.startsWith('lambdas/'));
  expect(breaches(lambdas, (imported) => /^(cli|lib|test)\//.test(imported))).toEqual([]);
});

test('the stack shares names and tables with the functions, and nothing else', () => {
  const lib = sources.filter((file) => file.startsWith('lib/'));
  const forbidden = (imported: string) =>
    imported.startsWith('lambdas/') &&
    !/^lambdas\/(aws\/(environment|metric-names|table-definitions)|errors|faults|ids|episodes\/fields|subscribers\/address)\.ts$/.test(
      imported,
    );
  expect(breaches(lib, forbidden)).toEqual([]);
});

test('the domain has no clock, no randomness and no environment of its own', () => {
  const hidden =
    /\bprocess\.env\b|\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(\)|\brandomUUID\(|\brandomBytes\(/;
  const offenders = sources
    .filter(isDomain)
    .filter((file) => hidden.test(readFileSync(join(root, file), 'utf8')));
  expect(offenders).toEqual([]);
});

test('no file is a drawer for everything', () => {
  const drawers = sources.filter((file) => /\/(index|utils?|helpers?|common|misc|manager)\.ts$/i.test(file));
  expect(drawers).toEqual([]);
});

test('no file has outgrown its name', () => {
  const long = sources
    .filter((file) => !readFileSync(join(root, file), 'utf8').startsWith('// Generated'))
    .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 300);
  expect(long).toEqual([]);
});

test('a command starts without the libraries that only some verbs need', () => {
  const loaded = (file: string): readonly string[] =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm,
      ),
    ].map(([, name = '']) => (name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name));
  const files = new Set(['cli/announcer.ts']);
  const libraries = new Set<string>();
  // Grows while it is walked over.
  for (const file of files)
    for (const name of loaded(file))
      if (name.endsWith('.ts')) files.add(name);
      else if (!name.startsWith('node:')) libraries.add(name);
  expect([...libraries].toSorted()).toEqual(['commander', 'temporal-polyfill', 'zod']);
});

test('the forks’ workflow runs .ci/run, with actions that cannot change under it', () => {
  const workflow = readFileSync(join(root, '.github/workflows/ci.yml'), 'utf8');
  expect(workflow).toContain('run: .ci/run');
  const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/@[0-9a-f]{40}$/);
});
