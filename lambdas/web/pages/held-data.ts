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

const facts = (voice: Voice, held: Subscriber): readonly Fact[] => {
  const { language, show } = voice;
  const words = voice.words.held;
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
    ...optional(consentOf(held), ({ signedUpAt, confirmedAt, source, sourceHash }): readonly Fact[] => [
      ...optional(signedUpAt, (asked): readonly Fact[] => [[words.requested, on(asked)]]),
      [words.confirmed, on(confirmedAt)],
      [words.source, source],
      ...optional(sourceHash, (hash): readonly Fact[] => [[words.sourceHash, html`<code>${hash}</code>`]]),
    ]),
    ...endingOf(voice, held, on),
  ];
};

const requestOf = (held: Subscriber) => (held.status === 'confirmed' ? undefined : held.request);
const consentOf = (held: Subscriber) => (held.status === 'pending' ? undefined : held.consent);

const endingOf = (
  { language, words: { held: words, leave } }: Voice,
  held: Subscriber,
  on: (instant: string) => string,
): readonly Fact[] => {
  switch (held.status) {
    case 'pending':
      return [];
    case 'confirmed':
      // A pause ends with a day of UTC, which is the day that was chosen.
      return held.pausedUntil === undefined ? [] : [[words.paused, day(held.pausedUntil, language, 'UTC')]];
    case 'unsubscribed':
      return [
        [words.ended, on(held.leftAt)],
        [words.source, held.leftBy],
        ...(held.reason === undefined ? [] : ([[words.reason, said(held.reason, leave.reasons)]] as const)),
      ];
    case 'suppressed':
      return [
        [words.ended, on(held.suppressedAt)],
        [words.source, held.suppressedBy],
      ];
    default:
      return held satisfies never;
  }
};

/** A reason that was chosen begins with its name; people read what they pressed. */
const said = (reason: string, reasons: Readonly<Record<string, string>>): string => {
  const [name = '', ...rest] = reason.split(': ');
  return Object.hasOwn(reasons, name) ? [reasons[name], ...rest].join(': ') : reason;
};
