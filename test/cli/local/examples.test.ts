import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE_ARTWORK, EXAMPLES_FOLDER } from '../../../cli/local/example-artwork.ts';
import { loadExamples, readExamples } from '../../../cli/local/examples.ts';
import { recognise } from '../../../lambdas/subscribers/import/recognise.ts';
import { createInMemoryCatalog } from '../../in-memory/catalog.ts';

test('the examples are valid records of one show, and only one episode is there to be announced', async () => {
  const { show, earlier, episode } = await readExamples();
  expect(new Set([...earlier, episode].map(({ showId }) => showId))).toEqual(new Set([show.showId]));
  expect(episode).toMatchObject({ announce: 'always', publishedAt: '2021-08-04T19:00:00.000Z' });
  expect(earlier).toHaveLength(4);
});

test('the picture that the episode names lies in the folder that the inbox shows it from', async () => {
  const { episode } = await readExamples();
  const url = episode.artwork?.url ?? '';
  expect(url.startsWith(EXAMPLE_ARTWORK.urlPrefix)).toBe(true);
  expect(existsSync(join(EXAMPLE_ARTWORK.folder, url.slice(EXAMPLE_ARTWORK.urlPrefix.length)))).toBe(true);
});

test('loading them publishes the back catalogue and leaves the episode a draft, also the second time', async () => {
  const catalog = createInMemoryCatalog();
  const examples = await readExamples();
  const now = Date.parse('2026-01-01T00:00:00Z');
  await loadExamples(catalog, examples, now);
  await loadExamples(catalog, examples, now);
  const { showId, episodeId, publishedAt } = examples.episode;
  expect(await catalog.episode(showId, episodeId)).toMatchObject({ value: { status: 'draft' } });
  const recent = await catalog.publishedBefore(showId, publishedAt ?? '', 10);
  expect(recent.map(({ episodeId: id }) => id)).toEqual([
    'cal-newport',
    'alexander-berger',
    'pardis-sabeti',
    'max-roser',
  ]);
});

test('the example subscribers are understood by their columns alone', () => {
  const file = readFileSync(join(EXAMPLES_FOLDER, 'subscribers.csv'), 'utf8');
  const { format, columns } = recognise((file.split('\n')[0] ?? '').split(','), {
    columns: {},
    statuses: {},
  });
  expect(format.name).toBe('plain');
  expect(columns).toEqual({ email: 0, 'confirmed-at': 1, language: 2 });
});
