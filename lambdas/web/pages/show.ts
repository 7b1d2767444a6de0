import { html } from 'hono/html';
import { day, length } from '../../email/formats.ts';
import type { EpisodeSummary } from '../../episodes/ports.ts';
import type { Archive } from '../archive.ts';
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

export const episodeList = (voice: Voice, episodes: readonly EpisodeSummary[]): Html =>
  html`<ul class="episodes">${episodes.map(
    (episode) =>
      html`<li><a href="/s/${episode.showId}/episodes/${episode.episodeId}" dir="auto">${episode.title}</a><span>${factsOf(voice, episode)}</span></li>`,
  )}</ul>`;

const factsOf = ({ language, show }: Voice, episode: EpisodeSummary): string =>
  [
    ...(episode.publishedAt === undefined ? [] : [day(episode.publishedAt, language, show.timeZone)]),
    ...(episode.durationSeconds === undefined ? [] : [length(episode.durationSeconds, language)]),
  ].join(' · ');

const pager = (
  { words, show }: Voice,
  { archive, older }: { readonly archive: Archive; readonly older: boolean },
): Html =>
  html`${older ? html`<p><a href="/s/${show.showId}">${words.more.newest}</a></p>` : ''}${
    archive.before === undefined
      ? ''
      : html`<p><a href="?before=${encodeURIComponent(archive.before)}" rel="next">${words.more.older}</a></p>`
  }`;
