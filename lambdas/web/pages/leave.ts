import { html } from 'hono/html';
import type { Page, Voice } from './layout.ts';

export const leavePage = ({ show, words }: Voice): Page => ({
  title: words.leave.title(show.name),
  body: html`<h1>${words.leave.title(show.name)}</h1>
<p class="lead">${words.leave.lead(show.name)}</p>
<form method="post">
<button name="action" value="leave">${words.leave.button}</button>
<details><summary>${words.leave.why}</summary>
<fieldset><legend>${words.leave.why}</legend>
${Object.entries(words.leave.reasons).map(
  ([reason, text]) =>
    html`<label class="choice"><input type="radio" name="reason" value="${reason}"> ${text}</label>`,
)}
<label for="words">${words.leave.words}</label>
<textarea id="words" name="words" maxlength="900"></textarea>
<button name="action" value="leave">${words.leave.button}</button>
</fieldset>
</details>
</form>`,
});

export const goodbyePage = ({ show, words }: Voice): Page => ({
  title: words.leave.doneTitle(show.name),
  body: html`<h1>${words.leave.doneTitle(show.name)}</h1>
<p class="lead">${words.leave.doneLead}</p>
<form method="post"><p>${words.leave.backLead}</p>
<button class="second" name="action" value="return">${words.leave.backButton}</button></form>`,
});
