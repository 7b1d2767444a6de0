import type { Context, Hono } from 'hono';
import { leaveByToken, viewLeaving } from '../../subscribers/leaving.ts';
import { askAgain } from '../../subscribers/subscribing.ts';
import { withinSourceLimit } from '../admission.ts';
import { answerPage, answerProblem } from '../answers.ts';
import { atEvenTime } from '../answer-time.ts';
import { readForm } from '../body.ts';
import { goodbyePage, leavePage } from '../pages/leave.ts';
import { checkMailPage, signUpPage } from '../pages/sign-up.ts';
import { sourceOf } from '../source.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';
import { newForm } from './sign-up.ts';

const PATH = '/s/:show/unsubscribe/:token';

export const addLeave = (app: Hono<Web>, ports: WebPorts): void => {
  app.get(PATH, async (c) => {
    const { voice } = c.var;
    const view = await viewLeaving(ports, voice.show.showId, c.req.param('token'));
    switch (view.kind) {
      case 'forged':
        return answerProblem(c, 'invalid-link', voice);
      case 'may leave':
        return answerPage(c, voice, leavePage(voice));
      case 'has left':
        return answerPage(c, voice, goodbyePage(voice));
      default:
        return view satisfies never;
    }
  });

  app.post(PATH, async (c) => {
    const { voice } = c.var;
    const token = c.req.param('token');
    const body = await readForm(c.req);
    if (body.kind === 'too large') return answerProblem(c, 'body-too-large', voice);
    if (body.kind === 'not a form') return answerProblem(c, 'unsupported-body', voice);
    if (body.fields.get('action') === 'return') return comeBack(c, ports, token);
    const left = await leaveByToken(ports, voice.show.showId, token, leavingOf(body.fields));
    return left === 'forged'
      ? answerProblem(c, 'invalid-link', voice)
      : answerPage(c, voice, goodbyePage(voice));
  });
};

/** RFC 8058: mail programs post `List-Unsubscribe=One-Click`; a person's press comes with the page's own field. */
const leavingOf = (fields: ReadonlyMap<string, string>) => {
  const reason = [fields.get('reason'), fields.get('words')?.trim()].filter((part) => part).join(': ');
  return {
    by: fields.get('action') === 'leave' ? 'page' : 'one-click',
    ...(reason === '' ? {} : { reason: reason.slice(0, 1000) }),
  } as const;
};

const comeBack = async (c: Context<Web>, ports: WebPorts, token: string): Promise<Response> => {
  const { voice } = c.var;
  if (!(await withinSourceLimit(ports, sourceOf(c, ports))))
    return answerProblem(c, 'too-many-requests', voice);
  const asked = await atEvenTime(ports.clock, ports.settings.answerMilliseconds, () =>
    askAgain(ports, voice.show, { purpose: 'unsubscribe', text: token }),
  );
  switch (asked) {
    case 'forged':
      return answerProblem(c, 'invalid-link', voice);
    case 'not held':
      // Erased since: only they know their address.
      return answerPage(c, voice, signUpPage(voice, await newForm(c, ports)));
    case 'asked':
      return answerPage(c, voice, checkMailPage(voice, undefined));
    default:
      return asked satisfies never;
  }
};
