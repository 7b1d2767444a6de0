import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export const layout = (title: string, body: Markup): Markup => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='3' y='7' width='26' height='18' rx='3' fill='%231f6f63'/%3E%3Cpath d='m5 10 11 8 11-8' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E">
    <link rel="stylesheet" href="/inbox.css">
  </head>
  <body>
    <header><a href="/"><strong>Inbox</strong></a><span>mail that the local SES endpoint accepted; nothing left this machine</span></header>
    <main>${body}</main>
  </body>
</html>`;

export const STYLESHEET = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f6, #15191a);
  --card: light-dark(#ffffff, #1e2425);
  --line: light-dark(#dfe4e2, #323b3c);
  --text: light-dark(#1b2223, #e6ecea);
  --quiet: light-dark(#5b6967, #9dacaa);
  --accent: light-dark(#1a6358, #7fd1c2);
  font: 16px/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); }
a { color: var(--accent); }
header { display: flex; gap: .75rem; align-items: baseline; flex-wrap: wrap; padding: 1rem max(1rem, calc(50vw - 32rem)); border-bottom: 1px solid var(--line); background: var(--card); }
header a { text-decoration: none; font-size: 1.15rem; }
header span, .quiet { color: var(--quiet); font-size: .9rem; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
form { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; margin: 0 0 1rem; }
form p { margin: 0 0 0 auto; }
input, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; }
input { min-width: min(20rem, 100%); }
button { cursor: pointer; border-color: var(--accent); color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.list { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden; }
.list li + li { border-top: 1px solid var(--line); }
.list a { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr auto; gap: .25rem 1rem; padding: .75rem 1rem; color: inherit; text-decoration: none; }
.list a:hover, .list a:focus-visible { background: light-dark(#eef4f2, #263031); outline-offset: -3px; }
.list span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list .subject { font-weight: 600; }
h1 { font-size: 1.35rem; line-height: 1.3; margin: .5rem 0; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 0 0 1rem; font-size: .9rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
nav { display: flex; gap: .25rem; flex-wrap: wrap; }
nav a { padding: .5rem .9rem; border: 1px solid var(--line); border-bottom: 0; border-radius: .5rem .5rem 0 0; text-decoration: none; color: var(--quiet); }
nav a[aria-current] { background: var(--card); color: var(--text); font-weight: 600; }
.pane { background: var(--card); border: 1px solid var(--line); border-radius: 0 .75rem .75rem .75rem; padding: 1rem; overflow: auto; }
.pane iframe { display: block; width: 100%; height: 75vh; margin: 0 auto; border: 0; background: light-dark(#ffffff, #121212); }
.pane iframe.phone { width: 375px; max-width: 100%; border: 1px solid var(--line); border-radius: 1rem; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, monospace; }
.empty { text-align: center; padding: 3rem 1rem; color: var(--quiet); }
@media (max-width: 40rem) { .list a { grid-template-columns: 1fr auto; } .list .subject { grid-column: 1 / -1; grid-row: 2; white-space: normal; } }
`;

/** Reloads the list when mail has come or gone. */
export const SCRIPT = `
const seen = document.querySelector('[data-newest]')?.dataset.newest;
if (seen !== undefined)
  setInterval(async () => {
    if (document.hidden || document.activeElement?.matches('input')) return;
    const answer = await fetch('/api/newest').catch(() => undefined);
    if (answer?.ok && String((await answer.json()).newest) !== seen) location.reload();
  }, 1500);
`;
