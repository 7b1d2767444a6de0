import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CASES } from '../browser/cases.ts';
import { anEpisode } from './builders.ts';
import { announced } from './reading.ts';

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

it('bar 11: docs/email.md gives the sizes that the emails have', async () => {
  const [ordinary, smallest, prose] = await Promise.all([
    announced(CASES.example()),
    announced(CASES.smallest()),
    announced({ episode: anEpisode({ summary: sixtyThousandBytes() }) }),
  ]);
  const kilobytes = (html: string): number => Math.round(Buffer.byteLength(html) / 1000);
  const styles = [...ordinary.html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css]) => css ?? '');
  expect(readFileSync(join(root, 'docs/email.md'), 'utf8')).toContain(
    `HTML ${kilobytes(ordinary.html)} KB (smallest ${kilobytes(smallest.html)}, ` +
      `60 KB of prose ${kilobytes(prose.html)}, limit 90); raw ${Math.round(ordinary.bytes.length / 1000)} KB; ` +
      `styles ${(Buffer.byteLength(styles.join('')) / 1000).toFixed(1)} KB`,
  );
});

const sixtyThousandBytes = (): string[] =>
  Array.from({ length: 30 }, () => 'The ice keeps what the air forgets. '.repeat(56).slice(0, 2000).trim());
