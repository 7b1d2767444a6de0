import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EpisodeFile } from '../../../lambdas/episodes/episode.ts';
import { draftFromNotes } from '../../../lambdas/episodes/show-notes/draft-from-notes.ts';
import type { NotesDraft } from '../../../lambdas/episodes/show-notes/draft.ts';
import { countOf, placedTexts } from './words.ts';

/** Words that no vocabulary knows and that stand once in the notes: `qa1x`, `qa2x`, … */
const numbered = (template: string, next: () => string): string => template.replace(/W/g, next);

const LINES = [
  'W W W W.',
  'W W W',
  '• W W W',
  '* W W',
  '- W W W W',
  '  - W W',
  '    * W',
  '1. W W',
  '2. W W',
  '# W W',
  '## W',
  '=== W W ===',
  '**W W**',
  'W _W_ **W** `W`',
  '00:12:34 W W',
  '[1:02] W W',
  'W W (0:45)',
  'W - *01:02:03*.',
  'W W:',
  'In this episode we cover:',
  'Topics:',
  'Links:',
  'Sponsors:',
  'Credits:',
  'Guests:',
  '[W W](https://W.example/W)',
  'W W: https://W.example/W/W',
  'https://W.example/W',
  'W W [W](https://W.example/W) W.',
  '[W](https://W.example/W) • [W](https://W.example/W)',
  '[W](https://W.example/W.mp3)',
  '<audio src="https://W.example/W.mp3"></audio>',
  '![W W](https://W.example/W.png)',
  'W W\nhttps://W.example/W',
  'Producer: QaW QaW',
  'Hosted and produced by QaW QaW and QaW',
  "Today's guest, QaW QaW, W W W.",
  'Special Guests: QaW QaW, QaW QaW and QaW.',
  'Sponsor: W W W.',
  '0:30 Sponsor: W',
  '📆 2021-07-28 19:02 / ⌛ 01:53:27',
  '2021-07-28 – W W – 01:53:27',
  'Subscribe to W W wherever W W.',
  'Get this episode by subscribing to W: type W into W.',
  'Links to learn more, summary and full transcript.',
  'This W was produced by QaW QaW and edited by QaW QaW. Music by QaW QaW.',
  'Our editor is QaW QaW. W W W.',
  'QaW QaW - Host',
  '- QaW QaW (Guest)',
  'W W. They cover:',
  'Timestamps: 0:00 W | 1:02 W | 5:10 W',
  'Featuring',
  'https://W.example/W - W W',
  'W ..... 1:30',
  'Title: W W',
  'Guests: QaW QaW, W; QaW QaW (W)',
  'Special thanks to QaW QaW and QaW QaW.',
  '🔥 W W',
  '🌊 W: https://W.example/W',
  'W: W.com/W',
  'Use promo code W for W.',
  '[W](https://W.example/W "W W")',
  'June 3, 2021 · 58:10 · W W',
  '*',
  '"W W W" (12:34)',
  'W at 19:30 W',
  '',
  '',
  '---',
];

const HTML_LINES = [
  '<p>W W W.</p>',
  '<p>W <strong>W</strong> <em>W</em> W</p>',
  '<h2>W W</h2>',
  '<ul><li>W W</li><li>W <b>W</b><ul><li>W</li></ul></li></ul>',
  '<ol><li>W</li><li>W</li></ol>',
  '<p><a href="https://W.example/W">W W</a></p>',
  '<p>W <a href="https://W.example/W">W</a> W.</p>',
  '<ul><li><a href="https://W.example/W">W W</a> &mdash; W W</li></ul>',
  '<p>Chapters:<br>0:00 W<br>1:30 W W<br>2:45 W</p>',
  '<p><strong>3:00</strong> - W</p>',
  'W W\n\nW W',
  '<p>W &amp; W&nbsp;W &#39;W&#39;</p>',
  '<p></p>W W</p>',
  '<p>W < W <3 W <W@W.example> W',
  '<p>Sponsored By:</p><ul><li>W W</li></ul>',
  '<p>Special Guest: QaW QaW.</p>',
  '<div>W<br/>W<br>• W<br>• W</div>',
  '<a href="mailto:W@W.example">W</a>',
  '<table><tr><td>W</td><td>W</td></tr></table>',
  '<pre>W W\nW</pre>',
  '<dl><dt>Host</dt><dd>QaW QaW</dd><dt>W</dt><dd>W</dd><dd>W</dd></dl>',
  '<p>W: https://W.example/W?a=W&amp;b=W</p>',
  '<table><tr><td>0:00</td><td>W</td></tr><tr><th>W</th><td><p>W</p></td></tr></table>',
];

const notesFrom = (lines: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...lines), { maxLength: 40 }).map((chosen) => {
    let count = 0;
    return numbered(chosen.join('\n'), () => `qa${(count += 1)}x`);
  });

const uniqueWordsOf = (notes: string): string[] => [...new Set(notes.match(/(?:Qa)?qa\d+x/g) ?? [])];

const expectEachOnce = (notes: string): void => {
  const counts = countOf(placedTexts(draftFromNotes(notes)));
  const wrong = uniqueWordsOf(notes)
    .map((word) => [word, counts.get(word) ?? 0] as const)
    .filter(([, count]) => count !== 1);
  expect(wrong, notes).toEqual([]);
};

/** What `apply` would read, once the team has named show and episode. */
const recordOf = ({ episode, callToAction }: NotesDraft): unknown => ({
  showId: 'glass-hour',
  episodeId: 'one',
  title: 'One',
  ...episode,
  links: episode.links.filter((link) => link.url !== undefined),
  ...(callToAction === null ? {} : { callToAction }),
});

describe('nothing of the notes is lost and nothing appears in two places', () => {
  it('places every word of text and Markdown once', () => {
    fc.assert(fc.property(notesFrom(LINES), expectEachOnce), { numRuns: 600 });
  });

  it('places every word of HTML once', () => {
    fc.assert(fc.property(notesFrom(HTML_LINES), expectEachOnce), { numRuns: 400 });
  });

  it('places every word of a mixture of both once', () => {
    fc.assert(fc.property(notesFrom([...LINES, ...HTML_LINES]), expectEachOnce), { numRuns: 200 });
  });

  it('keeps every letter of any text at all', () => {
    const lettersOf = (texts: readonly string[]): string =>
      texts
        .flatMap((text) => text.match(/\p{L}/gu) ?? [])
        .toSorted()
        .join('');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (notes) => {
        fc.pre(!/[<&]|https?:|www\./i.test(notes));
        expect(lettersOf(placedTexts(draftFromNotes(notes)))).toBe(lettersOf([notes.toWellFormed()]));
      }),
      { numRuns: 500 },
    );
  });

  it('gives a record within every limit, whatever the text', () => {
    const anything = fc.oneof(
      notesFrom(LINES),
      notesFrom(HTML_LINES),
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '[',
            '](',
            ')',
            '*',
            '_',
            '\\',
            '&',
            '#',
            ':',
            '0:12',
            '\n',
            'a',
            'https://',
            ' ',
          ),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (notes) => {
        const parsed = EpisodeFile.safeParse(recordOf(draftFromNotes(notes)));
        expect(parsed.error?.issues, notes).toBeUndefined();
      }),
      { numRuns: 600 },
    );
  });

  it('is the same every time', () => {
    fc.assert(
      fc.property(notesFrom([...LINES, ...HTML_LINES]), (notes) => {
        expect(draftFromNotes(notes)).toEqual(draftFromNotes(notes));
      }),
      { numRuns: 100 },
    );
  });

  it('says of every part where in the notes it came from', () => {
    fc.assert(
      fc.property(notesFrom([...LINES, ...HTML_LINES]), (notes) => {
        for (const source of draftFromNotes(notes).sources) {
          expect(source.from).toBeGreaterThanOrEqual(0);
          expect(source.to).toBeLessThanOrEqual(notes.length);
          expect(source.to).toBeGreaterThanOrEqual(source.from);
          expect(source.line).toBe(notes.slice(0, source.from).split('\n').length);
        }
      }),
      { numRuns: 120 },
    );
  });
});
