import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Hono } from 'hono';
import PostalMime from 'postal-mime';
import { headersOf } from '../raw-message.ts';
import type { Mailbox } from '../mailbox.ts';
import { SCRIPT, STYLESHEET } from './layout.ts';
import { type Artwork, FRAME_POLICY, framed } from './message-html.ts';
import { listPage, messagePage, missingPage, VIEWS } from './pages.ts';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; form-action 'self'; base-uri 'none'";

/** The pages to read the kept messages with. */
export const createInbox = (mailbox: Mailbox, artwork: Artwork | undefined): Hono => {
  const app = new Hono();
  const opened = (number: string) => mailbox.read(Number(number));

  app.get('/', async (c) => {
    const to = c.req.query('to')?.trim() || undefined;
    c.header('Content-Security-Policy', PAGE_POLICY);
    return c.html(await listPage(mailbox.list(to === undefined ? {} : { to }), to));
  });
  app.get('/inbox.css', (c) => c.body(STYLESHEET, 200, { 'Content-Type': 'text/css' }));
  app.get('/inbox.js', (c) => c.body(SCRIPT, 200, { 'Content-Type': 'text/javascript' }));

  app.get('/messages/:number', async (c) => {
    c.header('Content-Security-Policy', PAGE_POLICY);
    const found = opened(c.req.param('number'));
    if (found === undefined) return c.html(await missingPage(), 404);
    const { message, raw } = found;
    const parsed = await PostalMime.parse(raw);
    const view = VIEWS.find((each) => each === c.req.query('view')) ?? 'html';
    const headers = headersOf(raw);
    const from = parsed.from === undefined ? message.source : `${parsed.from.name} <${parsed.from.address}>`;
    const page = { message, headers, from, text: parsed.text ?? '', source: raw.toString('utf8') };
    return c.html(await messagePage(page, view));
  });

  app.get('/messages/:number/html', async (c) => {
    c.header('Content-Security-Policy', FRAME_POLICY);
    const found = opened(c.req.param('number'));
    if (found === undefined) return c.notFound();
    const parsed = await PostalMime.parse(found.raw);
    return c.html(framed(parsed.html ?? '<p>This message has no HTML part.</p>', artwork));
  });

  app.get('/artwork/:name', async (c) => {
    if (artwork === undefined) return c.notFound();
    const picture = await readFile(join(artwork.folder, basename(c.req.param('name')))).catch(
      () => undefined,
    );
    if (picture === undefined) return c.notFound();
    return c.body(new Uint8Array(picture), 200, { 'Content-Type': 'image/png' });
  });
  return app;
};
