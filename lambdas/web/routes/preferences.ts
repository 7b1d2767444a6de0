import type { Context, Hono } from 'hono';
import { Language } from '../../episodes/show.ts';
import { leaveEverything, type Membership, type Person, saveWishes } from '../../subscribers/preferences.ts';
import { requestSubscription } from '../../subscribers/subscribing.ts';
import { withinSourceLimit } from '../admission.ts';
import { answerFault, answerPage, answerProblem } from '../answers.ts';
import { atEvenTime } from '../answer-time.ts';
import { readForm } from '../body.ts';
import { pauseDays, readDeliveries } from '../deliveries.ts';
import { nothingHeldPage } from '../pages/held-data.ts';
import type { Voice } from '../pages/layout.ts';
import { preferencesPage, type PreferencesView } from '../pages/preferences.ts';
import { checkMailPage } from '../pages/sign-up.ts';
import { sourceOf } from '../source.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';
import { personOf } from './person.ts';

const PATH = '/s/:show/preferences/:token';
type Held = Extract<Person, { kind: 'held' }>;

export const addPreferences = (app: Hono<Web>, ports: WebPorts): void => {
  app.get(PATH, async (c) => {
    const token = c.req.param('token');
    const { person, voice } = await personOf(c, ports, token);
    if (person.kind === 'forged') return answerProblem(c, 'invalid-link', voice);
    if (person.kind === 'not held') return answerPage(c, voice, nothingHeldPage(voice));
    return answerPage(c, voice, preferencesPage(voice, viewOf(ports, voice, person, token)));
  });

  app.post(PATH, async (c) => {
    const token = c.req.param('token');
    const body = await readForm(c.req);
    if (body.kind === 'too large') return answerProblem(c, 'body-too-large', c.var.voice);
    if (body.kind === 'not a form') return answerProblem(c, 'unsupported-body', c.var.voice);
    const { person, voice } = await personOf(c, ports, token);
    if (person.kind === 'forged') return answerProblem(c, 'invalid-link', voice);
    if (person.kind === 'not held') return answerPage(c, voice, nothingHeldPage(voice));
    const wanted = person.memberships.find(({ show }) => show.showId === body.fields.get('subscribe'));
    if (wanted !== undefined) return subscribeToo(c, ports, voice, person, wanted);
    if (body.fields.get('action') === 'leave-all') await leaveEverything(ports, person.memberships);
    else {
      const read = readDeliveries(person.memberships, body.fields, ports.clock.now());
      if (read.kind === 'wrong date') {
        const view = { ...viewOf(ports, voice, person, token), notice: { wrongDate: read.showId } };
        return answerFault(c, voice, 'invalid-fields', preferencesPage(voice, view));
      }
      const language = Language.safeParse(body.fields.get('language'));
      await saveWishes(ports, person.memberships, {
        deliveries: read.deliveries,
        language: language.success && language.data !== voice.language ? language.data : undefined,
      });
    }
    return saved(c, ports, token);
  });
};

/** Shows what is held now, read again: the proof that it was saved. */
const saved = async (c: Context<Web>, ports: WebPorts, token: string): Promise<Response> => {
  const { person, voice } = await personOf(c, ports, token);
  if (person.kind !== 'held') return answerPage(c, voice, nothingHeldPage(voice));
  const view = { ...viewOf(ports, voice, person, token), notice: 'saved' } as const;
  return answerPage(c, voice, preferencesPage(voice, view));
};

/** Also from here a subscription is confirmed by mail: a forwarded email carries this link to other people. */
const subscribeToo = async (
  c: Context<Web>,
  ports: WebPorts,
  voice: Voice,
  { address, language }: Held,
  { show }: Membership,
): Promise<Response> => {
  if (!(await withinSourceLimit(ports, sourceOf(c, ports))))
    return answerProblem(c, 'too-many-requests', voice);
  await atEvenTime(ports.clock, ports.settings.answerMilliseconds, () =>
    requestSubscription(ports, show, { address, language, source: 'preferences' }),
  );
  return answerPage(c, voice, checkMailPage(voice, address));
};

const viewOf = (ports: WebPorts, voice: Voice, person: Held, token: string): PreferencesView => ({
  address: person.address,
  language: voice.language,
  memberships: person.memberships,
  token,
  days: pauseDays(ports.clock.now()),
});
