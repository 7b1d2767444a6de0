import type { Context, Hono } from 'hono';
import { EmailAddress } from '../../subscribers/address.ts';
import { sourceHash } from '../../subscribers/keyed-hashes.ts';
import { requestSubscription } from '../../subscribers/subscribing.ts';
import { answerPage, answerProblem } from '../answers.ts';
import { atEvenTime } from '../answer-time.ts';
import { readForm } from '../body.ts';
import { readStamp, stampForm } from '../form-stamp.ts';
import { checkMailPage, oneMorePage, signUpPage } from '../pages/sign-up.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';

export const addSignUp = (app: Hono<Web>, ports: WebPorts): void => {
  app.get('/s/:show/subscribe', (c) => {
    const { voice } = c.var;
    return answerPage(c, voice, signUpPage(voice, { stamp: newStamp(c, ports) }));
  });

  app.post('/s/:show/subscribe', async (c) => {
    const { voice } = c.var;
    const body = await readForm(c.req);
    if (body.kind === 'too large') return answerProblem(c, 'body-too-large', voice);
    if (body.kind === 'not a form') return answerProblem(c, 'unsupported-body', voice);
    const typed = body.fields.get('address') ?? '';
    const address = EmailAddress.safeParse(typed);
    if (!address.success)
      return answerPage(
        c,
        voice,
        signUpPage(voice, { stamp: newStamp(c, ports), address: typed.slice(0, 254), fault: 'invalid' }),
        422,
      );
    const stamp = readStamp(ports.keys, voice.show.showId, body.fields.get('stamp'), ports.clock.now());
    if (stamp.kind !== 'made' || stamp.ago < ports.settings.formSeconds * 1000)
      return answerPage(c, voice, oneMorePage(voice, { stamp: newStamp(c, ports), address: typed }));
    if (!(await withinSourceLimit(c, ports))) return answerProblem(c, 'too-many-requests', voice);
    await atEvenTime(ports.clock, ports.settings.answerMilliseconds, async () => {
      // Only a robot fills in what nobody sees; it gets the answer that everybody gets.
      if ((body.fields.get('website') ?? '') !== '') return;
      await requestSubscription(ports, voice.show, { address: address.data, source: 'form' });
    });
    return answerPage(c, voice, checkMailPage(voice, typed));
  });
};

export const newStamp = (c: Context<Web>, ports: WebPorts): string =>
  stampForm(ports.keys, c.var.voice.show.showId, ports.clock.now());

const HOUR = 3600;

/** Counted for everybody alike, before anything is read about the address. */
export const withinSourceLimit = (c: Context<Web>, ports: WebPorts): Promise<boolean> =>
  ports.limits.take(
    `source#${sourceOf(c, ports)}`,
    { limit: ports.settings.signUpsPerSourceHourly, periodSeconds: HOUR },
    ports.clock.now(),
  );

/** A keyed hash: the source itself is neither stored nor logged. */
export const sourceOf = (c: Context<Web>, ports: WebPorts): string =>
  sourceHash(ports.keys, c.env?.requestContext?.http?.sourceIp ?? 'unknown');
