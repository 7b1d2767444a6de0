import { caniemail } from 'caniemail';
import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../lambdas/email/rendering.ts';
import { SAMPLES } from '../../templates/sample.ts';
import { recentEpisodes } from './builders.ts';
import { announced, asked } from './reading.ts';

const CLIENTS = [
  'gmail.*',
  'apple-mail.*',
  'outlook.outlook-com',
  'outlook.ios',
  'outlook.android',
  'outlook.macos',
  'yahoo.*',
] as const;

const BARE = 'Gmail in a phone’s browser drops every <style>: the inline look stands by itself';
const MJML = 'MJML writes it for the clients that need it; elsewhere it changes nothing';
const EXTRA = 'an improvement where it is known; without it the email is whole';
const STYLED =
  'inline or in a class that repeats what stands inline; where it is partial, only spacing or a corner differs';

/**
 * What caniemail.com's data say some of those clients do not know or know in part, and why the email uses it all
 * the same. Anything else fails the test.
 */
const ALLOWED: Readonly<Record<string, string>> = {
  '<style> element': BARE,
  '@media': BARE,
  'Descendant combinator': BARE,
  'Child combinator': BARE,
  'Chaining selectors': BARE,
  'Class selector': BARE,
  'ID selector': BARE,
  'Type selector': BARE,
  '!important keyword': BARE,
  'Attribute selector': 'Outlook.com’s dark mode alone is addressed by it, in a block of its own',
  'color-scheme CSS property': EXTRA,
  'color-scheme meta tag': EXTRA,
  'text-wrap': EXTRA,
  'overflow-wrap': 'word-break, inline, does the same where it is not known',
  'word-break': 'overflow-wrap does the same where it is not known',
  'border-radius': EXTRA,
  'box-shadow': 'white around a logo where dark colours are honoured; without it the white ends at its edge',
  'border-spacing': MJML,
  cursor: MJML,
  'target attribute': MJML,
  'height property': MJML,
  '<body> element': MJML,
  'word-spacing': MJML,
  display: MJML,
  direction: 'the dir attribute on html says the same',
  'dir attribute': 'direction, inline, says the same',
  'aria-label attribute': 'MJML names the article by its title; the h1 says the same',
  'role attribute': 'what it tells screen readers is lost in Yahoo alone',
  'lang attribute': 'what it tells screen readers is lost in Yahoo alone',
  'display:none': 'Gmail in a phone’s browser shows the preheader: it is the first sentence of the summary',
  overflow: 'on the preheader, which is not displayed in the first place',
  margin: STYLED,
  background: STYLED,
  'font-size': STYLED,
  'font-weight': STYLED,
  'max-width': STYLED,
  'text-align': STYLED,
  'text-decoration': STYLED,
  'list-style': STYLED,
  'align attribute': STYLED,
  '<ul>, <ol> and <dl>':
    'lists are real lists for screen readers; every client shows them, with spacing of its own',
};

const found = (html: string): ReadonlySet<string> => {
  const { issues } = caniemail({ clients: [...CLIENTS], html });
  return new Set(
    [...issues.errors, ...issues.warnings].flatMap(([, features]) => features.map(({ title }) => title)),
  );
};

describe('mail clients', () => {
  it('bar 21: know everything the emails use, but for a written list', async () => {
    const renderer = createRenderer();
    const samples = await Promise.all(
      SAMPLES.map((sample) => renderer.email({ ...sample, recent: recentEpisodes() })),
    );
    const htmls = [...samples.map(({ html }) => html), (await announced()).html, (await asked()).html];
    const features = new Set(htmls.flatMap((html) => [...found(html)]));
    expect([...features].filter((feature) => !(feature in ALLOWED))).toEqual([]);
    // An entry nobody needs any more would hide the next use.
    expect(Object.keys(ALLOWED).filter((feature) => !features.has(feature))).toEqual([]);
  });
});
