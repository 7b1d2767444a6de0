import { describe, expect, it } from 'vitest';
import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';

const MEGABYTE = 1_000_000;
const filled = (text: string, length = MEGABYTE): string =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** Processor time of this process: other work on the machine does not count. */
const secondsOf = (notes: string): number => {
  const before = process.cpuUsage().user;
  draftFromNotes(notes);
  return (process.cpuUsage().user - before) / 1e6;
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

/** Linear, this takes some milliseconds; quadratic, at 10 ns a step, it takes sixteen seconds. */
const HOSTILE_LENGTH = 40_000;

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
    secondsOf(notes.slice(0, 50_000));
    expect(secondsOf(notes)).toBeLessThan(1);
  });

  it.each(HOSTILE)('is linear for text that repeats %j', (unit) => {
    const frames = [
      (text: string) => text,
      (text: string) => `<p>${text}`,
      (text: string) => `<ul><li>${text}`,
    ];
    for (const frame of frames) expect(secondsOf(frame(filled(unit, HOSTILE_LENGTH)))).toBeLessThan(1);
    expect(secondsOf(filled(`${unit}\n`, HOSTILE_LENGTH))).toBeLessThan(1);
  });
});
