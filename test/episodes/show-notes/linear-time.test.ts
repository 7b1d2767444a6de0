import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';
import { processorSeconds } from '../../bounds.ts';

const execute = promisify(execFile);
const filled = (text: string, length: number): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Linear, this takes some milliseconds; quadratic, at 1 ns a step, it takes 0.4 seconds, at 10 ns four. */
const HOSTILE_LENGTH = 20_000;
const HOSTILE_SECONDS = 0.25;

/** What makes careless parsers look at everything again for every character. */
const HOSTILE: readonly string[] = [
  'a',
  ' ',
  '\n',
  '\t',
  '\u00a0',
  '\u200b',
  '\ud800',
  '[',
  ']',
  '[[]',
  '](http://',
  '[a](https://a.b',
  '![',
  '*',
  '**a',
  '_a_b ',
  '`',
  '~~a',
  '\\',
  '\\*',
  'https://',
  'https://a.b/c ',
  '<',
  '<a ',
  '<a href="',
  '<p>',
  '<p',
  '<!--',
  '<b>x',
  '<li>x',
  '<br>',
  '</x>',
  '&',
  '&amp;',
  '# ',
  '=== ',
  '=',
  '- ',
  '1. ',
  '0:00',
  '0:00 a ',
  '00:00 - ',
  'with Ada Loved, ',
  'guest Ada ',
  'Guests: Ada, ',
  'Producer: Ada | ',
  'Subscribe to ',
  'Sponsor: ',
  '" ',
  '(',
  '2021-01-01 ',
  ': ',
  'AB ',
  '.',
  '!? ',
  '📆 ',
  '👉',
];

/** Processor time of this thread: other work on the machine does not count. */
const expectBelow = (bar: number, notes: string): void => {
  expect(
    processorSeconds(() => draftFromNotes(notes), bar),
    `seconds for ${JSON.stringify(notes.slice(0, 20))}…`,
  ).toBeLessThan(bar);
};

describe('time', () => {
  it('of a megabyte is under a second, whatever it is a megabyte of', async () => {
    const program = fileURLToPath(new URL('./megabytes.ts', import.meta.url));
    const { stdout } = await execute(process.execPath, [program, '1']);
    const seconds = Object.entries<number>(JSON.parse(stdout));
    expect(seconds).toHaveLength(11);
    expect(seconds.filter(([, each]) => each >= 1)).toEqual([]);
    // What counts is processor time; a busy machine may take its time over it.
  }, 60_000);

  it.each(HOSTILE)('is linear for text that repeats %j', (unit) => {
    const frames = [
      (text: string) => text,
      (text: string) => `<p>${text}`,
      (text: string) => `<ul><li>${text}`,
    ];
    for (const frame of frames) expectBelow(HOSTILE_SECONDS, frame(filled(unit, HOSTILE_LENGTH)));
    expectBelow(HOSTILE_SECONDS, filled(`${unit}\n`, HOSTILE_LENGTH));
  });
});
