import type { Context } from 'hono';
import { leaveByToken } from '../../subscribers/leaving.ts';
import { askAgain, requestSubscription } from '../../subscribers/subscribing.ts';
import { signToken } from '../../subscribers/tokens.ts';
import { admit, withinSourceLimit } from '../admission.ts';
import { atEvenTime } from '../answer-time.ts';
import { confirmAndGreet } from '../confirming.ts';
import type { WebPorts } from '../ports.ts';
import { newForm } from '../routes/sign-up.ts';
import { sourceOf } from '../source.ts';
import type { Web } from '../web.ts';
import { readJson, refuse } from './request.ts';
import { Leaving, SignUp, Token } from './schemas.ts';

const CHECK_MAIL = { status: 'check-mail' } as const;

export const giveForm = async (c: Context<Web>, ports: WebPorts): Promise<Response> =>
  c.json({ ...(await newForm(c, ports)), usableAfterSeconds: ports.settings.formSeconds });

export const signUp = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const body = await readJson(c, SignUp);
  if (body.kind === 'refused') return body.response;
  const { address, stamp, altcha: proof, language, website: trap } = body.value;
  const { show } = c.var.voice;
  const admission = await admit(ports, show, { address, stamp, proof, trap, source: sourceOf(c, ports) });
  switch (admission.kind) {
    case 'too many':
      return refuse(c, 'too-many-requests');
    case 'form again':
      return refuse(c, 'form-expired');
    case 'refused':
      return refuse(c, 'invalid-fields', {
        faults: [{ field: 'address', rule: ADDRESS_RULES[admission.fault] }],
      });
    case 'trapped':
    case 'admitted':
      await atEvenTime(ports.clock, ports.settings.answerMilliseconds, async () => {
        if (admission.kind === 'admitted')
          await requestSubscription(ports, show, { address: admission.address, language, source: 'api' });
      });
      return c.json(CHECK_MAIL, 202);
    default:
      return admission satisfies never;
  }
};

const ADDRESS_RULES = {
  invalid: 'must be an email address, e.g. "ada@example.com"',
  disposable: 'must not be of a service whose mailboxes last for minutes',
  unreachable: 'must have a domain that takes mail',
} as const;

export const confirm = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const body = await readJson(c, Token);
  if (body.kind === 'refused') return body.response;
  const { show } = c.var.voice;
  const result = await confirmAndGreet(ports, show, body.value.token, sourceOf(c, ports));
  switch (result.kind) {
    case 'forged':
      return refuse(c, 'invalid-link');
    case 'expired':
      return refuse(c, 'expired-token');
    case 'nothing to confirm':
      return refuse(c, 'nothing-to-confirm');
    case 'confirmed': {
      const claim = { show: show.showId, subscriber: result.subscriber.subscriberId };
      const preferencesToken = signToken(ports.keys, { purpose: 'preferences', ...claim });
      return c.json({ status: 'confirmed', preferencesToken });
    }
    default:
      return result satisfies never;
  }
};

export const renew = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const body = await readJson(c, Token);
  if (body.kind === 'refused') return body.response;
  if (!(await withinSourceLimit(ports, sourceOf(c, ports)))) return refuse(c, 'too-many-requests');
  const asked = await atEvenTime(ports.clock, ports.settings.answerMilliseconds, () =>
    askAgain(ports, c.var.voice.show, { purpose: 'confirm', text: body.value.token }),
  );
  switch (asked) {
    case 'forged':
      return refuse(c, 'invalid-link');
    case 'not held':
      return refuse(c, 'nothing-to-confirm');
    case 'asked':
      return c.json(CHECK_MAIL, 202);
    default:
      return asked satisfies never;
  }
};

export const leave = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const body = await readJson(c, Leaving);
  if (body.kind === 'refused') return body.response;
  const { token, reason } = body.value;
  const left = await leaveByToken(ports, c.var.voice.show.showId, token, { by: 'api', reason });
  return left === 'forged' ? refuse(c, 'invalid-link') : c.json({ status: 'left' });
};
