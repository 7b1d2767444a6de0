import { html } from 'hono/html';
import type { Show } from '../../episodes/show.ts';
import { problem, type ProblemName } from '../problem.ts';
import type { Words } from '../words/en.ts';
import type { Page } from './layout.ts';

export type ErrorText = 'link' | 'missing' | 'tooMany' | 'bad' | 'broken';

/** `home`: the page to go on from, if there is a show to go on with. */
export const errorPage = (words: Words, text: ErrorText, home?: Show): Page => {
  const title = words.errors[`${text}Title`];
  return {
    title,
    body: html`<h1>${title}</h1>
<p class="lead">${words.errors[`${text}Lead`]}</p>
${home === undefined ? '' : html`<p><a href="/s/${home.showId}">${words.signUp.title(home.name)}</a></p>`}`,
  };
};

export const showsPage = (words: Words, shows: readonly Show[]): Page => ({
  title: words.errors.shows,
  body: html`<h1>${words.errors.shows}</h1>
<ul class="episodes">${shows.map((show) => html`<li><a href="/s/${show.showId}"><bdi>${show.name}</bdi></a></li>`)}</ul>`,
});

export const problemPage = (name: ProblemName): Page => {
  const { status, title } = problem(name);
  return { title: name, body: html`<h1>${name}</h1><p class="lead">${title}</p><p>HTTP ${status}</p>` };
};
