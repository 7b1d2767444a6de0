import * as fc from 'fast-check';
import { type PublishedEpisode } from '../../lambdas/episodes/episode.ts';
import { text } from '../../lambdas/episodes/fields.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import { aShow, anEpisode } from './builders.ts';

/** What has broken templates, mail and HTML before. */
const PIECES = [
  '<script>alert(1)</script>',
  '</mj-text><mj-raw><b>',
  '</mjml>',
  '<mj-include path="../package.json" />',
  '<mj-text',
  '{{x}}',
  '{{ urls.unsubscribe }}',
  '{% raw %}',
  '{% render "head" %}',
  '$&',
  '$1',
  '$`',
  '&amp;',
  '&#x3c;b>',
  '&lt;',
  '<!--[if mso]>',
  '-->',
  '<![endif]',
  ']]>',
  '</title>',
  '</style>',
  '</h1>',
  '<img src=x onerror=alert(1)>',
  '"onclick="alert(1)',
  "' style='display:none",
  '=?utf-8?Q?hello?=',
  '=?utf-8?B?aGk=?=',
  '=?',
  '=0D=0A',
  '%0d%0aBcc: x@y.example',
  'Bcc: x@y.example',
  '--_NmP',
  '.',
  'From ',
  '\\',
  '"',
  '(comment)',
  '<a@b.example>',
  ', second@b.example',
  'true',
  'false',
  '0',
  'null',
  'x'.repeat(90),
  '👩🏽‍🔬',
  '🇦🇶',
  'é',
  'ж',
  'שלום',
  'مرحبا',
  '氷',
  '\t',
  ' ',
  '\u00a0',
];

/** Text that a record may hold (no control characters), made of those pieces and of anything else. */
export const hostileText = (max: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('').slice(0, max).toWellFormed().trim())
    .filter((value) => text(max).safeParse(value).success);

const hostileUrl: fc.Arbitrary<string> = fc
  .constantFrom(
    "https://example.com/?a=1&b='2'&c=$&",
    'https://example.com/(x)',
    'https://example.com/%0D%0ABcc:x',
    'https://example.com/#"',
  )
  .map((url) => url.replaceAll('"', '%22'));

export type HostileRecords = { readonly show: Show; readonly episode: PublishedEpisode };

/** Every field of text at once, none so long that the email would be shortened. */
export const hostileRecords: fc.Arbitrary<HostileRecords> = fc
  .record({
    title: hostileText(200),
    guest: hostileText(200),
    paragraph: hostileText(300),
    leadIn: hostileText(200),
    topic: hostileText(300),
    linkLabel: hostileText(200),
    alt: hostileText(200),
    role: hostileText(100),
    credit: hostileText(200),
    call: hostileText(300),
    preheader: hostileText(200),
    showName: hostileText(100),
    senderName: hostileText(100),
    postal: hostileText(200),
    place: hostileText(200),
    url: hostileUrl,
  })
  .map((said) => ({
    show: aShow({
      name: said.showName,
      sender: { ...aShow().sender, name: said.senderName },
      postalAddress: said.postal,
      whereToListen: [{ label: said.place, url: said.url }],
    }),
    episode: anEpisode({
      title: said.title,
      guests: [{ name: said.guest, url: said.url }],
      summary: [said.paragraph],
      topicsLeadIn: said.leadIn,
      topics: [{ text: said.topic, startSeconds: 61 }],
      links: [{ label: said.linkLabel, url: said.url }],
      artwork: { url: said.url, alt: said.alt },
      credits: [{ role: said.role, name: said.credit }],
      callToAction: said.call,
      preheader: said.preheader,
    }),
  }));
