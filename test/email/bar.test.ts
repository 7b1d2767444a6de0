import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('every point of the bar, 1 to 23, has a test that names it, and a line in docs/email.md', () => {
  const tests = globSync('test/{email,browser}/*.test.ts', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const named = new Set(
    [...tests.matchAll(/'bar ([\d, ]+):/g)].flatMap(([, numbers = '']) => numbers.split(', ').map(Number)),
  );
  const points = Array.from({ length: 23 }, (_, index) => index + 1);
  expect(points.filter((point) => !named.has(point))).toEqual([]);
  const told = readFileSync(join(root, 'docs/email.md'), 'utf8');
  expect(points.filter((point) => !told.includes(`\n| ${point} | `))).toEqual([]);
});
