import { html } from 'hono/html';
import { type AddressFault, WITHOUT_PROOF } from '../admission.ts';
import type { Challenge } from '../proof-of-work.ts';
import type { Html, Page, Voice } from './layout.ts';

export type SignUpForm = {
  /** Signed time at which the form was made. */
  readonly stamp: string;
  /** Work to prove, where the show asks for it. */
  readonly challenge?: Challenge;
  /** What was typed before, if the form comes back. */
  readonly address?: string;
  readonly fault?: AddressFault;
};

export const signUpForm = ({ show, words }: Voice, form: SignUpForm): Html => {
  const fault = faultText(words.signUp, form.fault);
  return html`<form method="post" action="/s/${show.showId}/subscribe"${form.challenge === undefined ? '' : html` data-challenge="${JSON.stringify(form.challenge)}" data-working="${words.signUp.working}"`}>
<label for="address">${words.signUp.address}</label>
${fault === undefined ? '' : html`<p class="wrong" id="fault">${fault}</p>`}
<div class="oneline"><input id="address" name="address" type="email" autocomplete="email" inputmode="email" spellcheck="false" required maxlength="254" value="${form.address ?? ''}"${fault === undefined ? html` aria-describedby="hint"` : html` aria-invalid="true" aria-describedby="fault hint"`}>
<button>${words.signUp.button}</button></div>
<div class="trap"><label for="website">${words.signUp.trap}</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="stamp" value="${form.stamp}">
${form.challenge === undefined ? '' : html`<input type="hidden" name="altcha"><noscript><p class="quiet">${words.signUp.waitWithoutScript(WITHOUT_PROOF.seconds)}</p></noscript>`}
<p class="quiet" id="hint">${words.signUp.hint}</p>
</form>`;
};

const faultText = (words: Voice['words']['signUp'], fault: SignUpForm['fault']): string | undefined => {
  switch (fault) {
    case undefined:
      return undefined;
    case 'invalid':
      return words.addressInvalid;
    case 'disposable':
      return words.addressDisposable;
    case 'unreachable':
      return words.addressUnreachable;
    default:
      return fault satisfies never;
  }
};

export const signUpPage = (voice: Voice, form: SignUpForm): Page => {
  const { words, show } = voice;
  const title = words.signUp.title(show.name);
  return {
    title: form.fault === undefined ? title : `${words.more.errorPrefix}: ${title}`,
    body: html`<h1>${title}</h1>
<p class="lead">${words.signUp.lead}</p>
${signUpForm(voice, form)}`,
    ...scriptFor(form),
  };
};

/** Only proof of work needs any. */
export const scriptFor = (form: SignUpForm) =>
  form.challenge === undefined ? {} : { script: '/sign-up.js' };

export const oneMorePage = (voice: Voice, form: SignUpForm): Page => ({
  title: voice.words.oneMore.title,
  body: html`<h1>${voice.words.oneMore.title}</h1>
<p class="lead">${voice.words.oneMore.lead}</p>
${signUpForm(voice, form)}`,
  ...scriptFor(form),
});

/** The one answer to signing up, whoever it was. `address` is what the person typed. */
export const checkMailPage = ({ show, words }: Voice, address: string | undefined): Page => ({
  title: words.checkMail.title,
  body: html`<h1>${words.checkMail.title}</h1>
<p class="lead">${address === undefined ? words.checkMail.leadAgain : words.checkMail.lead(address)}</p>
<p>${words.checkMail.nothing}</p>
<p><a href="/s/${show.showId}/subscribe">${words.checkMail.wrong}</a></p>`,
});
