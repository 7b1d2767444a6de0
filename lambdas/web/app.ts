import { Hono } from 'hono';
import { ShowId } from '../ids.ts';
import { allowedMethods } from './allowed-methods.ts';
import { answerProblem } from './answers.ts';
import { addApi, crossOrigin } from './api/routes.ts';
import { voiceOf } from './pages/layout.ts';
import type { WebPorts } from './ports.ts';
import { addConfirm } from './routes/confirm.ts';
import { addLeave } from './routes/leave.ts';
import { addHeldData } from './routes/held-data.ts';
import { addPreferences } from './routes/preferences.ts';
import { addReading } from './routes/read.ts';
import { addSignUp } from './routes/sign-up.ts';
import { securityHeaders } from './security-headers.ts';
import type { Web } from './web.ts';

/** The pages under the addresses of links.ts: the same in Lambda and on one machine. */
export const createApp = (ports: WebPorts): Hono<Web> => {
  // A slash at the end is a slip of whoever copied the address.
  const app = new Hono<Web>({ strict: false });
  app.use(securityHeaders);
  app.use(async (c, next) => (c.env.unreadable ? answerProblem(c, 'malformed-request') : next()));

  const inItsVoice = async (showId: string) => {
    const id = ShowId.safeParse(showId);
    const stored = id.success ? await ports.catalog.show(id.data) : undefined;
    return stored?.kind === 'found' ? voiceOf(stored.value) : undefined;
  };
  for (const path of ['/s/:show', '/s/:show/*', '/api/shows/:show', '/api/shows/:show/*'])
    app.use(path, async (c, next) => {
      const voice = await inItsVoice(c.req.param('show') ?? '');
      if (voice === undefined) return answerProblem(c, 'not-found');
      c.set('voice', voice);
      return next();
    });

  for (const path of ['/api/shows/:show', '/api/shows/:show/*']) app.use(path, crossOrigin);
  addApi(app, ports);
  addSignUp(app, ports);
  addConfirm(app, ports);
  addLeave(app, ports);
  addPreferences(app, ports);
  addHeldData(app, ports);
  addReading(app, ports);

  app.notFound((c) => {
    const allowed = allowedMethods(app, c.req.path);
    if (allowed.length === 0) return answerProblem(c, 'not-found', c.var.voice);
    c.header('allow', allowed.join(', '));
    return answerProblem(c, 'method-not-allowed', c.var.voice);
  });
  app.onError((error, c) => {
    ports.log('web.failed', { route: c.req.routePath, error: error.name, message: error.message });
    return answerProblem(c, 'internal-error');
  });
  return app;
};
