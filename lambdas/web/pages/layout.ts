import { html } from 'hono/html';
import { directionOf } from '../../email/words/languages.ts';
import type { Language, Show } from '../../episodes/show.ts';
import { textOn } from '../colour.ts';
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

export type Page = {
  readonly title: string;
  /** Above the body, on the show's colour: the front page alone has it. */
  readonly hero?: Html;
  readonly body: Html;
  readonly script?: string;
};

export const showPage = (voice: Voice, page: Page): Html => {
  const { show, language, words } = voice;
  const home = `/s/${show.showId}`;
  const { hero, body } = page;
  const title = page.title.includes(show.name) ? page.title : `${page.title} · ${show.name}`;
  return htmlDocument(
    { ...page, language, home, title, colour: show.brand.colour },
    html`<header><a class="masthead" href="${home}"><span class="mark" aria-hidden="true">${initials(show.name)}</span><span dir="auto">${show.name}</span></a></header>
<main id="content" tabindex="-1">${hero === undefined ? '' : html`<div class="hero">${hero}</div>`}<div class="sheet">${body}</div></main>
<footer><p>${show.postalAddress === undefined ? '' : html`<span dir="auto">${show.postalAddress}</span> · `}<a href="${show.website}">${words.more.website}</a></p></footer>`,
  );
};

/** For what belongs to no show. */
export const plainPage = (language: Language, page: Page): Html =>
  htmlDocument(
    { ...page, language, home: '', colour: PLAIN_COLOUR },
    html`<main id="content" tabindex="-1"><div class="sheet">${page.body}</div></main>`,
  );

type Head = Page & { readonly language: Language; readonly home: string; readonly colour: string };

const htmlDocument = (head: Head, body: Html): Html => html`<!doctype html>
<html lang="${head.language}" dir="${directionOf(head.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${head.title}</title>
<meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="${head.home}/icon.svg">
<link rel="stylesheet" href="${head.home}/style.css?v=${fingerprint(stylesheet(head.colour))}">
${head.script === undefined ? '' : html`<script src="${head.script}" defer></script>`}
</head>
<body${head.hero === undefined ? '' : html` class="front"`}>
<a class="skip" href="#content">${wordsOf(head.language).more.skip}</a>
${body}
</body>
</html>
`;

/** Drawn here, in the show's colour: an icon of its own would be a request to somebody else. */
export const icon = (colour: string, name: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="16" fill="${colour}"/><text x="32" y="42" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="28" fill="${textOn(colour)}">${initials(name)}</text></svg>`;

/** Two letters or digits, never markup, stand for a logo: a picture from elsewhere would be a request elsewhere. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? [])
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
