import { describe, expect, it } from 'vitest';
import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';
import { processorSeconds } from '../../bounds.ts';

const MEGABYTE = 1_000_000;
const filled = (text: string, length = MEGABYTE): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Processor time of this process: other work on the machine does not count. */
const expectBelow = (bar: number, notes: string): void => {
  expect(
    processorSeconds(() => draftFromNotes(notes), bar),
    `seconds for ${JSON.stringify(notes.slice(0, 20))}…`,
  ).toBeLessThan(bar);
};

const ORDINARY: Readonly<Record<string, string>> = {
  prose: filled('A sentence about glass, and how it is made. '),
  paragraphs: filled('A sentence about glass, and how it is made.\n\n'),
  bullets: filled('• A bullet about glass, and how it is made\n'),
  chapters: filled('00:12:34 A chapter about glass, and how it is made\n'),
  links: filled('Label of a link: https://glass.example/slides/42\n'),
  markdown: filled('- **Bold** and [a link](https://glass.example/slides) in _prose_\n'),
  html: filled('<p>A <b>sentence</b> about <a href="https://glass.example">glass</a> &amp; fire.</p>'),
  hebrew: filled('משפט על זכוכית ועל האופן שבו היא נעשית. '),
};

/** As many lines as a megabyte can have words on: what costs something for each line costs most here. */
const SHORT_LINES: readonly string[] = ['a\n', '*\n', '0:00 a\n'];

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

describe('time', () => {
  it.each(Object.entries(ORDINARY))('of a megabyte of %s is under a second', (_, notes) => {
    expectBelow(1, notes);
  });

  it.each(SHORT_LINES)('of a megabyte of %j is under a second', (line) => {
    expectBelow(1, filled(line));
  });

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
