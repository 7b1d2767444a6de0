import { expect, test } from 'vitest';
import { EpisodeFile } from '../../lambdas/episodes/episode.ts';
import { parse } from '../../lambdas/faults.ts';

const episode = (more: Record<string, unknown>) => ({
  showId: 'tidal-notes',
  episodeId: 'spring-tides',
  title: 'Spring tides',
  ...more,
});

const faultsOf = (more: Record<string, unknown>): readonly string[] => {
  const read = parse(EpisodeFile, episode(more));
  return read.ok ? [] : read.faults.map(({ field, rule }) => `${field}: ${rule}`);
};

const texts = (count: number) => Array.from({ length: count }, (_, at) => `Text ${at}`);
const topics = (count: number) => texts(count).map((text) => ({ text }));

test('what stands at its limit is within it', () => {
  expect(faultsOf({ title: 'é'.repeat(200), topics: topics(50), summary: texts(30) })).toEqual([]);
});

test('what goes over its limit is told with the limit', () => {
  expect(faultsOf({ title: 'x'.repeat(201) })).toEqual(['title: at most 200 characters']);
  expect(faultsOf({ topics: topics(51) })).toEqual(['topics: at most 50 topics']);
  expect(faultsOf({ summary: texts(31) })).toEqual(['summary: at most 30 paragraphs']);
});

test('text is counted in bytes over the whole record', () => {
  const paragraphs = (bytes: number) => Array.from({ length: 9 }, () => 'ü'.repeat(bytes / 2));
  expect(faultsOf({ summary: paragraphs(7_200) })).toEqual([]);
  expect(faultsOf({ summary: paragraphs(7_400) })).toEqual([
    expect.stringMatching(/all text together at most 65536 bytes, and this record has 666\d\d$/),
  ]);
});

test('no fault hides another', () => {
  const faults = faultsOf({
    title: 1984,
    topics: [...topics(50), { text: '' }],
    summary: Array.from({ length: 9 }, () => 'x'.repeat(7_400)),
    audioUrl: 'http://example.com/1.mp3',
    durationSeconds: 400_000,
    publishedAt: '2026-02-30',
    sumary: [],
  });
  expect(faults).toEqual([
    'title: must be text: put it in quotes',
    'topics[50].text: must not be empty',
    'topics: at most 50 topics',
    'audioUrl: must be an https:// URL, e.g. "https://example.com/42"',
    'durationSeconds: must be whole seconds, from 0 to 360000 (100 hours)',
    expect.stringContaining('publishedAt: must be a date'),
    'sumary: no such field',
    expect.stringContaining('all text together at most 65536 bytes'),
  ]);
});
