import type { Context, Hono } from 'hono';
import { cors } from 'hono/cors';
import { instant } from '../../episodes/fields.ts';
import { links } from '../../links.ts';
import { archiveOf, NEWEST } from '../archive.ts';
import type { WebPorts } from '../ports.ts';
import { newChallenge } from '../proof-of-work.ts';
import type { Web } from '../web.ts';
import { openApi } from './openapi.ts';
import { OPERATIONS, type OperationName } from './operations.ts';
import { choose, erase, giveHeldData, givePreferences } from './person.ts';
import { confirm, giveForm, leave, renew, signUp } from './subscribing.ts';

type Answer = (c: Context<Web>, ports: WebPorts) => Promise<Response>;

const giveShow: Answer = async (c, ports) => {
  const { showId, name, language, website } = c.var.voice.show;
  return c.json({ show: showId, name, language, website, page: links(ports.publicUrl).show(showId) });
};

const giveEpisodes: Answer = async (c, ports) => {
  const { showId } = c.var.voice.show;
  const before = instant.safeParse(c.req.query('before'));
  const archive = await archiveOf(ports, showId, before.success ? before.data : NEWEST);
  return c.json({
    episodes: archive.episodes.map(({ episodeId, title, publishedAt, durationSeconds, number }) => ({
      episode: episodeId,
      title,
      publishedAt,
      durationSeconds,
      number,
      page: links(ports.publicUrl).episode(showId, episodeId),
    })),
    before: archive.before,
  });
};

const giveChallenge: Answer = async (c, ports) =>
  c.json(await newChallenge(ports.keys, c.var.voice.show.showId, ports.clock.now()));

const ANSWERS: Readonly<Record<OperationName, Answer>> = {
  show: giveShow,
  episodes: giveEpisodes,
  form: giveForm,
  challenge: giveChallenge,
  signUp,
  confirm,
  renew,
  leave,
  preferences: givePreferences,
  choose,
  heldData: giveHeldData,
  erase,
};

export const addApi = (app: Hono<Web>, ports: WebPorts): void => {
  app.get('/api/openapi.json', (c) =>
    c.json(openApi(ports.publicUrl), 200, {
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    }),
  );
  for (const [name, answer] of Object.entries(ANSWERS)) {
    const { method, path } = OPERATIONS[name as OperationName];
    app.on(method.toUpperCase(), `/api/shows/:show${path}`, (c) => answer(c, ports));
  }
};

/** Only the origins that the show lists; no cookies, so no credentials. */
export const crossOrigin = cors({
  origin: (origin, c: Context<Web>) => (c.var.voice.show.origins.includes(origin) ? origin : undefined),
  allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: ['authorization', 'content-type'],
  maxAge: 600,
});
