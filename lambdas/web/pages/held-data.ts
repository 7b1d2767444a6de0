import { html } from 'hono/html';
import { day } from '../../email/formats.ts';
import type { Membership } from '../../subscribers/preferences.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { Html, Page, Voice } from './layout.ts';

export const heldDataPage = (
  voice: Voice,
  view: { readonly memberships: readonly Membership[]; readonly unsure: boolean },
): Page => {
  const { words } = voice;
  const title = view.unsure ? `${words.more.errorPrefix}: ${words.held.title}` : words.held.title;
  return {
    title,
    body: html`<h1>${words.held.title}</h1>
<p class="lead">${words.held.lead}</p>
${view.memberships.map(({ show, held }) => (held === undefined ? '' : card(voice, show.name, held)))}
<p><a class="button second" href="?format=json" download>${words.held.download}</a></p>
<section><h2>${words.held.eraseTitle}</h2>
<p>${words.held.eraseLead}</p>
<form method="post">
<label class="choice"><input type="checkbox" name="sure" value="yes"${view.unsure ? html` aria-invalid="true" aria-describedby="unsure"` : ''}> ${words.held.eraseSure}</label>
${view.unsure ? html`<p class="wrong" id="unsure">${words.held.eraseUnsure}</p>` : ''}
<button class="danger" name="action" value="erase">${words.held.eraseButton}</button>
</form></section>`,
  };
};

export const nothingHeldPage = ({ words }: Voice): Page => ({
  title: words.held.title,
  body: html`<h1>${words.held.title}</h1><p class="lead">${words.held.nothing}</p>`,
});

export const erasedPage = ({ words }: Voice): Page => ({
  title: words.held.erasedTitle,
  body: html`<h1>${words.held.erasedTitle}</h1><p class="lead">${words.held.erasedLead}</p>`,
});

const card = (voice: Voice, name: string, held: Subscriber): Html =>
  html`<section class="held"><h2><bdi>${name}</bdi></h2><dl>${facts(voice, held).map(
    ([term, value]) => html`<dt>${term}</dt><dd><bdi>${value}</bdi></dd>`,
  )}</dl></section>`;

type Fact = readonly [term: string, value: string | Html];

const facts = ({ words: { held: words }, language, show }: Voice, held: Subscriber): readonly Fact[] => {
  const on = (instant: string) => day(instant, language, show.timeZone);
  const optional = <T>(value: T | undefined, fact: (value: T) => readonly Fact[]): readonly Fact[] =>
    value === undefined ? [] : fact(value);
  return [
    [words.status, words.statuses[held.status]],
    [words.address, held.address],
    [words.since, on(held.createdAt)],
    ...optional(held.language, (spoken): readonly Fact[] => [[words.language, spoken]]),
    ...optional(requestOf(held), ({ requestedAt, source }): readonly Fact[] => [
      [words.requested, on(requestedAt)],
      [words.source, source],
    ]),
    ...optional(consentOf(held), ({ confirmedAt, source, sourceHash }): readonly Fact[] => [
      [words.confirmed, on(confirmedAt)],
      [words.source, source],
      ...optional(sourceHash, (hash): readonly Fact[] => [[words.sourceHash, html`<code>${hash}</code>`]]),
    ]),
    ...endingOf(held, on, words),
  ];
};

const requestOf = (held: Subscriber) => (held.status === 'confirmed' ? undefined : held.request);
const consentOf = (held: Subscriber) => (held.status === 'pending' ? undefined : held.consent);

const endingOf = (
  held: Subscriber,
  on: (instant: string) => string,
  words: Voice['words']['held'],
): readonly Fact[] => {
  switch (held.status) {
    case 'pending':
      return [];
    case 'confirmed':
      return held.pausedUntil === undefined ? [] : [[words.paused, on(held.pausedUntil)]];
    case 'unsubscribed':
      return [
        [words.ended, on(held.leftAt)],
        ...(held.reason === undefined ? [] : ([[words.reason, held.reason]] as const)),
      ];
    case 'suppressed':
      return [[words.ended, on(held.suppressedAt)]];
    default:
      return held satisfies never;
  }
};
