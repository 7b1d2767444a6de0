import { html } from 'hono/html';
import type { Show } from '../../episodes/show.ts';
import type { Words } from '../words/en.ts';
import type { Page } from './layout.ts';

export type ErrorText = 'link' | 'missing' | 'tooMany' | 'bad' | 'broken';

export const errorPage = (words: Words, text: ErrorText): Page => {
  const title = words.errors[`${text}Title`];
  return { title, body: html`<h1>${title}</h1><p class="lead">${words.errors[`${text}Lead`]}</p>` };
};

export const showsPage = (words: Words, shows: readonly Show[]): Page => ({
  title: words.errors.shows,
  body: html`<h1>${words.errors.shows}</h1>
<ul class="episodes">${shows.map((show) => html`<li><a href="/s/${show.showId}" dir="auto">${show.name}</a></li>`)}</ul>`,
});
