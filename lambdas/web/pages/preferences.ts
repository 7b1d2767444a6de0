import { html } from 'hono/html';
import { LANGUAGES, type Language } from '../../episodes/show.ts';
import type { ShowId } from '../../ids.ts';
import type { Membership } from '../../subscribers/preferences.ts';
import type { Html, Page, Voice } from './layout.ts';

export type PreferencesView = {
  readonly address: string;
  readonly language: Language;
  readonly memberships: readonly Membership[];
  readonly token: string;
  /** The first and the last day to pause until: `2026-12-02`. */
  readonly days: { readonly first: string; readonly last: string };
  readonly notice?: 'saved' | { readonly wrongDate: ShowId };
};

export const preferencesPage = (voice: Voice, view: PreferencesView): Page => {
  const { words } = voice;
  const confirmed = view.memberships.filter(({ held }) => held?.status === 'confirmed');
  const others = view.memberships.filter(({ held }) => held?.status !== 'confirmed');
  const wrong = typeof view.notice === 'object';
  const title = words.preferences.title;
  return {
    title: wrong ? `${words.more.errorPrefix}: ${title}` : title,
    body: html`<h1>${title}</h1>
${view.notice === 'saved' ? html`<p class="notice" role="status">${words.preferences.saved}</p>` : ''}
<p class="lead">${words.preferences.lead(view.address)}</p>
<form method="post">
${confirmed.length === 0 ? html`<p>${words.preferences.none}</p>` : confirmed.map((one) => choices(voice, view, one))}
<label for="language">${words.preferences.language}</label>
<select id="language" name="language">${LANGUAGES.map((language) => option(language, view.language))}</select>
<button name="action" value="save">${words.preferences.save}</button>
</form>
${others.length === 0 ? '' : otherShows(voice, others)}
<section>
${confirmed.length < 2 ? '' : html`<form method="post"><button class="second" name="action" value="leave-all">${words.preferences.leaveAll}</button></form>`}
<p><a href="/s/${voice.show.showId}/data/${view.token}">${words.preferences.held}</a></p>
</section>`,
  };
};

const choices = ({ words }: Voice, view: PreferencesView, { show, held }: Membership): Html => {
  const pausedUntil = held?.status === 'confirmed' ? held.pausedUntil?.slice(0, 10) : undefined;
  const wrong = typeof view.notice === 'object' && view.notice.wrongDate === show.showId;
  const paused = pausedUntil !== undefined || wrong;
  const radio = (value: 'on' | 'paused' | 'off', text: string, checked: boolean) =>
    html`<label class="choice"><input type="radio" name="delivery:${show.showId}" value="${value}"${checked ? html` checked` : ''}> ${text}</label>`;
  const fault = `fault-${show.showId}`;
  return html`<fieldset><legend><bdi>${show.name}</bdi></legend>
${radio('on', words.preferences.on, !paused)}
${radio('paused', words.preferences.paused, paused)}
<input type="date" name="until:${show.showId}" aria-label="${words.preferences.paused}" min="${view.days.first}" max="${view.days.last}" value="${pausedUntil ?? ''}"${wrong ? html` aria-invalid="true" aria-describedby="${fault}"` : ''}>
${wrong ? html`<p class="wrong" id="${fault}">${words.preferences.dateInvalid}</p>` : ''}
${radio('off', words.preferences.off, false)}
</fieldset>`;
};

const otherShows = ({ words }: Voice, others: readonly Membership[]): Html =>
  html`<section><h2>${words.preferences.others}</h2>
<form method="post">
${others.map(
  ({ show, held }) =>
    html`<p><button class="second" name="subscribe" value="${show.showId}">${words.preferences.subscribe(show.name)}</button>${held?.status === 'pending' ? html` <span class="quiet">${words.preferences.waiting}</span>` : ''}</p>`,
)}
</form></section>`;

const option = (language: Language, chosen: Language): Html =>
  html`<option value="${language}" lang="${language}"${language === chosen ? html` selected` : ''}>${nameOf(language)}</option>`;

/** Each language by its own name: whoever needs it can read it. */
const nameOf = (language: Language): string => {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return `${name.charAt(0).toLocaleUpperCase(language)}${name.slice(1)}`;
};
