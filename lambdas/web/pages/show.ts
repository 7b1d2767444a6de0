import { html } from 'hono/html';
import type { Archive } from '../archive.ts';
import { episodeList } from './episodes.ts';
import type { Html, Page, Voice } from './layout.ts';
import { scriptFor, signUpForm, type SignUpForm } from './sign-up.ts';

/** The show's own page: sign up, and the episodes to read. */
export const showFrontPage = (
  voice: Voice,
  view: { readonly form: SignUpForm; readonly archive: Archive; readonly older: boolean },
): Page => {
  const { words, show } = voice;
  return {
    title: view.older ? words.more.older : words.signUp.title(show.name),
    hero: html`<h1>${words.signUp.title(show.name)}</h1>
<p class="lead">${words.signUp.lead}</p>
${signUpForm(voice, view.form)}`,
    body: html`<section><h2>${view.older ? words.more.older : words.archive.title}</h2>
${view.archive.episodes.length === 0 ? html`<p class="quiet">${words.archive.none}</p>` : episodeList(voice, view.archive.episodes)}
${pager(voice, view)}
</section>`,
    ...scriptFor(view.form),
  };
};

const pager = (
  { words, show }: Voice,
  { archive, older }: { readonly archive: Archive; readonly older: boolean },
): Html =>
  html`${older ? html`<p><a href="/s/${show.showId}">${words.more.newest}</a></p>` : ''}${
    archive.before === undefined
      ? ''
      : html`<p><a href="?before=${encodeURIComponent(archive.before)}" rel="next">${words.more.older}</a></p>`
  }`;
