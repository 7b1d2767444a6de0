import type { Context, Hono } from 'hono';
import { askAgain } from '../../subscribers/subscribing.ts';
import { readToken, signToken } from '../../subscribers/tokens.ts';
import { withinSourceLimit } from '../admission.ts';
import { CONFIRMATION_HOURS } from '../../subscribers/transitions.ts';
import { answerFault, answerPage, answerProblem } from '../answers.ts';
import { createNewest } from '../archive.ts';
import { atEvenTime } from '../answer-time.ts';
import { readForm } from '../body.ts';
import { confirmedPage, confirmPage, expiredPage, nothingToConfirmPage } from '../pages/confirm.ts';
import { checkMailPage } from '../pages/sign-up.ts';
import { sourceOf } from '../source.ts';
import { confirmAndGreet } from '../confirming.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';
import { newForm } from './sign-up.ts';

const SHOWN_TO_NEWCOMERS = 3;
const PATH = '/s/:show/confirm/:token';

export const addConfirm = (app: Hono<Web>, ports: WebPorts): void => {
  const newest = createNewest(ports);

  app.get(PATH, (c) => {
    const { voice } = c.var;
    const expected = { purpose: 'confirm', show: voice.show.showId } as const;
    const reading = readToken(ports.keys, expected, c.req.param('token'), ports.clock.now());
    switch (reading.kind) {
      case 'forged':
        return answerProblem(c, 'invalid-link', voice);
      case 'expired':
        return answerFault(c, voice, 'expired-token', expiredPage(voice));
      case 'valid': {
        // Whoever has this link reads the mailbox; their way to what is held lasts as long as the link.
        const preferencesToken = signToken(ports.keys, {
          purpose: 'preferences',
          show: voice.show.showId,
          subscriber: reading.subscriber,
          expiresAt: ports.clock.now() + CONFIRMATION_HOURS * 3_600_000,
        });
        return answerPage(c, voice, confirmPage(voice, preferencesToken));
      }
      default:
        return reading satisfies never;
    }
  });

  app.post(PATH, async (c) => {
    const body = await readForm(c.req);
    if (body.kind === 'too large') return answerProblem(c, 'body-too-large', c.var.voice);
    if (body.kind === 'not a form') return answerProblem(c, 'unsupported-body', c.var.voice);
    return body.fields.get('action') === 'renew'
      ? renew(c, ports, c.req.param('token'))
      : confirmByToken(c, { ...ports, newest }, c.req.param('token'));
  });
};

const confirmByToken = async (
  c: Context<Web>,
  ports: WebPorts & { readonly newest: ReturnType<typeof createNewest> },
  token: string,
): Promise<Response> => {
  const { voice } = c.var;
  const result = await confirmAndGreet(ports, voice.show, token, sourceOf(c, ports));
  switch (result.kind) {
    case 'forged':
      return answerProblem(c, 'invalid-link', voice);
    case 'expired':
      return answerFault(c, voice, 'expired-token', expiredPage(voice));
    case 'nothing to confirm':
      return nothingToConfirm(c, ports);
    case 'confirmed': {
      const { showId } = voice.show;
      const claim = { show: showId, subscriber: result.subscriber.subscriberId };
      const preferencesToken = signToken(ports.keys, { purpose: 'preferences', ...claim });
      const latest = (await ports.newest(showId)).slice(0, SHOWN_TO_NEWCOMERS);
      return answerPage(c, voice, confirmedPage(voice, { preferencesToken, latest }));
    }
    default:
      return result satisfies never;
  }
};

const renew = async (c: Context<Web>, ports: WebPorts, token: string): Promise<Response> => {
  const { voice } = c.var;
  if (!(await withinSourceLimit(ports, sourceOf(c, ports))))
    return answerProblem(c, 'too-many-requests', voice);
  const asked = await atEvenTime(ports.clock, ports.settings.answerMilliseconds, () =>
    askAgain(ports, voice.show, { purpose: 'confirm', text: token }),
  );
  switch (asked) {
    case 'forged':
      return answerProblem(c, 'invalid-link', voice);
    case 'not held':
      return nothingToConfirm(c, ports);
    case 'asked':
      return answerPage(c, voice, checkMailPage(voice, undefined));
    default:
      return asked satisfies never;
  }
};

/** With the form to sign up: the address is not held, or did not ask. */
const nothingToConfirm = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const { voice } = c.var;
  return answerFault(c, voice, 'nothing-to-confirm', nothingToConfirmPage(voice, await newForm(c, ports)));
};
