import { html } from 'hono/html';
import type { Header } from '../raw-message.ts';
import type { KeptMessage } from '../mailbox.ts';
import { layout, type Markup } from './layout.ts';

/** More than anybody scrolls through; the filter finds the rest. */
const SHOWN = 500;

export const listPage = (messages: readonly KeptMessage[], to: string | undefined): Markup =>
  layout(
    to === undefined ? 'Inbox' : `Inbox: ${to}`,
    html`<form action="/" method="get">
        <input type="search" name="to" value="${to ?? ''}" placeholder="Only to this address" aria-label="Only to this address">
        <button>Filter</button>
        <p class="quiet" data-newest="${messages[0]?.number ?? 0}">${counted(messages.length)}</p>
      </form>
      ${messages.length === 0 ? empty(to) : html`<ul class="list">${messages.slice(0, SHOWN).map(row)}</ul>`}
      ${messages.length > SHOWN ? html`<p class="quiet">The newest ${SHOWN} are shown.</p>` : ''}
      <script src="/inbox.js"></script>`,
  );

const empty = (to: string | undefined): Markup =>
  to === undefined
    ? html`<p class="empty">Nothing here yet. Mail appears by itself.</p>`
    : html`<p class="empty">No mail to ${to}. <a href="/">See all mail</a></p>`;

const counted = (messages: number): string => (messages === 1 ? '1 message' : `${messages} messages`);

const row = (message: KeptMessage): Markup => html`<li><a href="/messages/${message.number}">
    <span>${message.to.join(', ')}</span>
    <span class="subject">${message.subject}</span>
    <span class="quiet">${clock(message.at)}</span>
  </a></li>`;

const clock = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

export const VIEWS = ['html', 'phone', 'text', 'headers', 'raw'] as const;
export type View = (typeof VIEWS)[number];

const LABELS: Record<View, string> = {
  html: 'HTML',
  phone: 'Phone',
  text: 'Text',
  headers: 'Headers',
  raw: 'Raw',
};

export type OpenedMessage = {
  readonly message: KeptMessage;
  readonly headers: readonly Header[];
  readonly from: string;
  readonly text: string;
  readonly source: string;
};

export const messagePage = (opened: OpenedMessage, view: View): Markup => {
  const { message } = opened;
  return layout(
    message.subject,
    html`<h1>${message.subject}</h1>
      <dl>
        <dt>From</dt><dd>${opened.from}</dd>
        <dt>To</dt><dd>${message.to.join(', ')}</dd>
        <dt>Accepted</dt><dd>${clock(message.at)} UTC, ${message.bytes.toLocaleString('en')} bytes</dd>
        ${Object.entries(message.tags).map(([name, value]) => html`<dt>Tag ${name}</dt><dd>${value}</dd>`)}
      </dl>
      <nav aria-label="Views of the message">
        ${VIEWS.map(
          (each) =>
            html`<a href="/messages/${message.number}?view=${each}"${each === view ? html` aria-current="page"` : ''}>${LABELS[each]}</a>`,
        )}
        <a href="/messages/${message.number}/raw" download="${message.number}.eml">Download .eml</a>
      </nav>
      <div class="pane">${pane(opened, view)}</div>`,
  );
};

const pane = (opened: OpenedMessage, view: View): Markup => {
  switch (view) {
    case 'html':
    case 'phone':
      return html`<iframe${view === 'phone' ? html` class="phone"` : ''} title="The message as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/messages/${opened.message.number}/html"></iframe>`;
    case 'text':
      return html`<pre>${opened.text}</pre>`;
    case 'headers':
      return html`<pre>${opened.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>`;
    case 'raw':
      return html`<pre>${opened.source}</pre>`;
    default:
      return view satisfies never;
  }
};

export const missingPage = (): Markup =>
  layout('Not here', html`<p class="empty">There is no such message. <a href="/">Back to the inbox</a></p>`);
