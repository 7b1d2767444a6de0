import type { Hono } from 'hono';
import { instant } from '../../episodes/fields.ts';
import { announcementIdOf, EpisodeId } from '../../ids.ts';
import { archiveOf, NEWEST } from '../archive.ts';
import { answerPage, answerProblem } from '../answers.ts';
import { problemPage, showsPage } from '../pages/errors.ts';
import { icon, plainPage } from '../pages/layout.ts';
import { showFrontPage } from '../pages/show.ts';
import { isProblemName } from '../problem.ts';
import type { WebPorts } from '../ports.ts';
import { EMAIL_POLICY } from '../security-headers.ts';
import { PLAIN_COLOUR, stylesheet } from '../style.ts';
import type { Web } from '../web.ts';
import { wordsOf } from '../words/words.ts';
import { newForm } from './sign-up.ts';

/** The address of a sheet changes with its content, so a browser may keep it. */
const CSS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-type': 'text/css; charset=utf-8',
};
const SVG = { 'cache-control': 'public, max-age=86400', 'content-type': 'image/svg+xml' };

/** What anybody may read: the shows, their episodes, the stylesheet. */
export const addReading = (app: Hono<Web>, ports: WebPorts): void => {
  app.get('/', async (c) => {
    const stored = await ports.catalog.shows();
    const shows = stored.flatMap((entry) => (entry.stored.kind === 'found' ? [entry.stored.value] : []));
    return c.html(plainPage('en', showsPage(wordsOf('en'), shows)));
  });

  // What the `type` of a problem points to, for whoever looks it up.
  app.get('/problems/:name', (c) => {
    const name = c.req.param('name');
    return isProblemName(name) ? c.html(plainPage('en', problemPage(name))) : answerProblem(c, 'not-found');
  });

  app.get('/style.css', (c) => c.body(stylesheet(PLAIN_COLOUR), 200, CSS));
  app.get('/icon.svg', (c) => c.body(icon(PLAIN_COLOUR, 'E'), 200, SVG));
  app.get('/s/:show/style.css', (c) => c.body(stylesheet(c.var.voice.show.brand.colour), 200, CSS));
  app.get('/s/:show/icon.svg', (c) => {
    const { brand, name } = c.var.voice.show;
    return c.body(icon(brand.colour, name), 200, SVG);
  });

  app.get('/s/:show', async (c) => {
    const { voice } = c.var;
    const before = instant.safeParse(c.req.query('before'));
    const archive = await archiveOf(ports, voice.show.showId, before.success ? before.data : NEWEST);
    const form = await newForm(c, ports);
    return answerPage(c, voice, showFrontPage(voice, { form, archive, older: before.success }));
  });

  app.get('/s/:show/episodes/:episode', async (c) => {
    const { voice } = c.var;
    const episode = EpisodeId.safeParse(c.req.param('episode'));
    const content = episode.success
      ? await ports.announcements.content(announcementIdOf(voice.show.showId, episode.data))
      : undefined;
    if (content === undefined) return answerProblem(c, 'not-found', voice);
    return c.html(content.page, 200, {
      'content-security-policy': EMAIL_POLICY,
      'cache-control': 'public, max-age=300',
    });
  });
};
