import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fieldsOf } from '../../lambdas/email/fields.ts';
import { SAMPLES } from '../../templates/sample.ts';
import { recentEpisodes } from './builders.ts';

/** `show.logo.url`, with the items of a list under the list's own name. */
const pathsOf = (value: unknown, path: string): readonly string[] => {
  if (Array.isArray(value)) return [path, ...(typeof value[0] === 'object' ? pathsOf(value[0], path) : [])];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => pathsOf(part, path === '' ? key : `${path}.${key}`));
};

/** The table of docs/email.md: names in code, a bare one under the parent of the one before it. */
const documented = (): ReadonlySet<string> => {
  const text = readFileSync(new URL('../../docs/email.md', import.meta.url), 'utf8');
  const rows =
    text.slice(text.indexOf('| field | what it is |')).split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return new Set(
    rows.flatMap((row) => {
      const [, names = '', what = ''] = row.split('|');
      let parent = '';
      const fields = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => {
        if (name.includes('.')) parent = name.slice(0, name.lastIndexOf('.') + 1);
        return name.includes('.') ? name : `${parent}${name}`;
      });
      // A list or a group names what is in it beside what it is.
      const within = /^ (?:list of|up to five|the fixed words)/.test(what)
        ? [...what.matchAll(/`([^`]+)`/g)].map(
            ([, name = '']) => `${fields.at(-1)?.replace(/\.…$/, '')}.${name}`,
          )
        : [];
      return [...fields.filter((name) => !name.endsWith('…')), ...within];
    }),
  );
};

it('a template is offered exactly the fields that docs/email.md explains', () => {
  const offered = new Set(
    SAMPLES.slice(-1).flatMap((sample) => pathsOf(fieldsOf({ ...sample, recent: recentEpisodes() }), '')),
  );
  expect([...documented()].filter((field) => !offered.has(field))).toEqual([]);
  expect([...offered].filter((field) => !documented().has(field))).toEqual([]);
});
