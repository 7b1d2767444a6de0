import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { BUNDLES, bundleFunctions } from '../lib/bundles.ts';
import { FUNCTION_ENTRIES } from '../lib/function-entries.ts';
import { type Figure, give } from './report.ts';

const ROUNDS = 15;
const Loaded = z.object({ milliseconds: z.number(), megabytes: z.number() });

/** In the fresh process: what Lambda does with a bundle before its first event. */
const LOAD = `
  const began = performance.now();
  await import(process.argv[1]);
  console.log(JSON.stringify({ milliseconds: performance.now() - began, megabytes: process.memoryUsage().rss / 1e6 }));
`;

await bundleFunctions();

const WITH_MJML: readonly string[] = ['announce', 'sweep', 'preview', 'feed-poll'];

/** Somebody waits for the pages, and for nothing else here. */
const WEB_BAR = { bar: { atMost: 150 } } as const;

/** The median of the loads, by time. */
const loadOf = (bundle: string): z.output<typeof Loaded> => {
  const loads = Array.from({ length: ROUNDS }, () => {
    const words = ['--input-type=module', '--eval', LOAD, bundle];
    return Loaded.parse(JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' })));
  }).toSorted((a, b) => a.milliseconds - b.milliseconds);
  const middle = loads[Math.floor(ROUNDS / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
};

const figures = FUNCTION_ENTRIES.flatMap((entry): readonly Figure[] => {
  const bundle = join(BUNDLES, entry, 'index.mjs');
  const { milliseconds, megabytes } = loadOf(bundle);
  const budget = WITH_MJML.includes(entry) ? 4 : 1;
  return [
    { what: `${entry}: bundle`, value: statSync(bundle).size / 1e6, unit: 'MB', bar: { atMost: budget } },
    { what: `${entry}: load`, value: milliseconds, unit: 'ms', ...(entry === 'web' ? WEB_BAR : {}) },
    { what: `${entry}: memory`, value: megabytes, unit: 'MB' },
  ];
});

give({
  title: 'Cold starts and memory',
  method: [
    `Each bundle is loaded by ${ROUNDS} fresh processes of Node; the median stands here, with the memory of the whole process.`,
    'Lambda adds the start of its sandbox, and gives a function of 512 MB under a third of a CPU.',
  ],
  figures,
});
