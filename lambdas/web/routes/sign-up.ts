import type { Context, Hono } from 'hono';
import { requestSubscription } from '../../subscribers/subscribing.ts';
import { admit } from '../admission.ts';
import { answerFault, answerPage, answerProblem } from '../answers.ts';
import { atEvenTime } from '../answer-time.ts';
import { readForm } from '../body.ts';
import { stampForm } from '../form-stamp.ts';
import { checkMailPage, oneMorePage, type SignUpForm, signUpPage } from '../pages/sign-up.ts';
import type { WebPorts } from '../ports.ts';
import { newChallenge } from '../proof-of-work.ts';
import { SIGN_UP_SCRIPT } from '../sign-up-script.ts';
import { sourceOf } from '../source.ts';
import type { Web } from '../web.ts';

const SCRIPT = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=3600' };

export const addSignUp = (app: Hono<Web>, ports: WebPorts): void => {
  app.get('/sign-up.js', (c) => c.body(SIGN_UP_SCRIPT, 200, SCRIPT));

  app.get('/s/:show/subscribe', async (c) => {
    const { voice } = c.var;
    return answerPage(c, voice, signUpPage(voice, await newForm(c, ports)));
  });

  app.post('/s/:show/subscribe', async (c) => {
    const body = await readForm(c.req);
    if (body.kind === 'too large') return answerProblem(c, 'body-too-large', c.var.voice);
    if (body.kind === 'not a form') return answerProblem(c, 'unsupported-body', c.var.voice);
    return signUp(c, ports, body.fields);
  });
};

/** A form that is fresh: with its signed time and, where the show asks for it, work to prove. */
export const newForm = async (c: Context<Web>, ports: WebPorts): Promise<SignUpForm> => {
  const { show } = c.var.voice;
  const now = ports.clock.now();
  const stamp = stampForm(ports.keys, show.showId, now);
  return show.signUp.proofOfWork
    ? { stamp, challenge: await newChallenge(ports.keys, show.showId, now) }
    : { stamp };
};

const signUp = async (
  c: Context<Web>,
  ports: WebPorts,
  fields: ReadonlyMap<string, string>,
): Promise<Response> => {
  const { voice } = c.var;
  const typed = (fields.get('address') ?? '').slice(0, 320);
  const admission = await admit(ports, voice.show, {
    address: typed,
    stamp: fields.get('stamp'),
    proof: fields.get('altcha'),
    trap: fields.get('website'),
    source: sourceOf(c, ports),
  });
  const formAgain = async () => ({ ...(await newForm(c, ports)), address: typed });
  switch (admission.kind) {
    case 'too many':
      return answerProblem(c, 'too-many-requests', voice);
    case 'form again':
      return answerPage(c, voice, oneMorePage(voice, await formAgain()));
    case 'refused':
      return answerFault(
        c,
        voice,
        'invalid-fields',
        signUpPage(voice, { ...(await formAgain()), fault: admission.fault }),
      );
    case 'trapped':
    case 'admitted':
      await atEvenTime(ports.clock, ports.settings.answerMilliseconds, async () => {
        if (admission.kind === 'admitted')
          await requestSubscription(ports, voice.show, { address: admission.address, source: 'form' });
      });
      return answerPage(c, voice, checkMailPage(voice, typed));
    default:
      return admission satisfies never;
  }
};
