import { html } from 'hono/html';
import type { EpisodeSummary } from '../../episodes/ports.ts';
import { episodeList } from './episodes.ts';
import type { Page, Voice } from './layout.ts';
import { scriptFor, signUpForm, type SignUpForm } from './sign-up.ts';

/** A scanner that follows the link gets this and has changed nothing: the button is what confirms. */
export const confirmPage = ({ show, words }: Voice, preferencesToken: string): Page => ({
  title: words.confirm.title,
  body: html`<h1>${words.confirm.title}</h1>
<p class="lead">${words.confirm.lead(show.name)}</p>
<form method="post"><button>${words.confirm.button}</button></form>
<p class="quiet">${words.confirm.notYou}</p>
<p class="quiet"><a href="/s/${show.showId}/data/${preferencesToken}">${words.preferences.held}</a></p>`,
});

export const expiredPage = ({ words }: Voice): Page => ({
  title: words.confirm.expiredTitle,
  body: html`<h1>${words.confirm.expiredTitle}</h1>
<p class="lead">${words.confirm.expiredLead}</p>
<form method="post"><button name="action" value="renew">${words.confirm.expiredButton}</button></form>`,
});

export const nothingToConfirmPage = (voice: Voice, form: SignUpForm): Page => ({
  title: voice.words.confirm.nothingTitle,
  body: html`<h1>${voice.words.confirm.nothingTitle}</h1>
<p class="lead">${voice.words.confirm.nothingLead}</p>
${signUpForm(voice, form)}`,
  ...scriptFor(form),
});

/** `latest`: announced episodes to read until the next one comes. */
export const confirmedPage = (
  voice: Voice,
  view: { readonly preferencesToken: string; readonly latest: readonly EpisodeSummary[] },
): Page => {
  const { show, words } = voice;
  return {
    title: words.confirm.doneTitle,
    body: html`<h1>${words.confirm.doneTitle}</h1>
<p class="lead">${words.confirm.doneLead(show.name)}</p>
<p><a href="/s/${show.showId}/preferences/${view.preferencesToken}">${words.preferences.title}</a></p>
${
  view.latest.length === 0
    ? ''
    : html`<section><h2>${words.confirm.latest}</h2>${episodeList(voice, view.latest)}
<p><a href="/s/${show.showId}">${words.more.allEpisodes}</a></p></section>`
}`,
  };
};
