import { html } from 'hono/html';
import { directionOf } from '../../email/words/languages.ts';
import type { Language, Show } from '../../episodes/show.ts';
import { fingerprint, PLAIN_COLOUR, stylesheet } from '../style.ts';
import { wordsOf } from '../words/words.ts';
import type { Words } from '../words/en.ts';

/** Values put into it are escaped. */
export type Html = ReturnType<typeof html>;

/** What every page of a show is written with. */
export type Voice = { readonly show: Show; readonly language: Language; readonly words: Words };

export const voiceOf = (show: Show, language: Language = show.language): Voice => ({
  show,
  language,
  words: wordsOf(language),
});

export type Page = { readonly title: string; readonly body: Html; readonly script?: string };

export const showPage = (voice: Voice, page: Page): Html => {
  const { show, language, words } = voice;
  const sheet = stylesheet(show.brand.colour);
  return document(
    {
      language,
      title: `${page.title} · ${show.name}`,
      sheet: `/s/${show.showId}/style.css?v=${fingerprint(sheet)}`,
      ...scriptOf(page),
    },
    html`<header><a class="masthead" href="/s/${show.showId}"><span class="mark" aria-hidden="true">${initials(show.name)}</span><span dir="auto">${show.name}</span></a></header>
<main id="content">${page.body}</main>
<footer><p>${show.postalAddress === undefined ? '' : html`<span dir="auto">${show.postalAddress}</span> · `}<a href="${show.website}">${words.more.website}</a></p></footer>`,
  );
};

/** For what belongs to no show. */
export const plainPage = (language: Language, page: Page): Html =>
  document(
    { language, title: page.title, sheet: `/style.css?v=${fingerprint(stylesheet(PLAIN_COLOUR))}` },
    html`<main id="content">${page.body}</main>`,
  );

const scriptOf = (page: Page) => (page.script === undefined ? {} : { script: page.script });

const document = (
  head: {
    readonly language: Language;
    readonly title: string;
    readonly sheet: string;
    readonly script?: string;
  },
  body: Html,
): Html => html`<!doctype html>
<html lang="${head.language}" dir="${directionOf(head.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${head.title}</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${head.sheet}">${
  head.script === undefined
    ? ''
    : html`
<script src="${head.script}" defer></script>`
}
</head>
<body>
<a class="skip" href="#content">${wordsOf(head.language).more.skip}</a>
${body}
</body>
</html>
`;

/** Two letters stand for a logo: a picture from elsewhere would be a request to somebody else. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? [])
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
