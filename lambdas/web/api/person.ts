import type { Context } from 'hono';
import type { ShowId } from '../../ids.ts';
import { erasePerson, type Person, personBehind, saveWishes } from '../../subscribers/preferences.ts';
import type { Delivery } from '../../subscribers/transitions.ts';
import { pauseEnd } from '../deliveries.ts';
import { heldDataOf } from '../held-data.ts';
import type { WebPorts } from '../ports.ts';
import type { Web } from '../web.ts';
import { bearer, readJson, refuse } from './request.ts';
import { Choices } from './schemas.ts';

type Held = Extract<Person, { kind: 'held' }>;

const personWith = (c: Context<Web>, ports: WebPorts): Promise<Person> =>
  personBehind(ports, c.var.voice.show.showId, bearer(c));

export const givePreferences = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const person = await personWith(c, ports);
  if (person.kind === 'forged') return refuse(c, 'invalid-token');
  return person.kind === 'not held' ? refuse(c, 'not-held') : c.json(preferencesOf(c, person));
};

const preferencesOf = (c: Context<Web>, { address, language, memberships }: Held) => ({
  address,
  language: language ?? c.var.voice.language,
  shows: memberships.map(({ show, held }) => ({
    show: show.showId,
    name: show.name,
    status: held?.status ?? 'none',
    ...(held?.status === 'confirmed' && held.pausedUntil !== undefined
      ? { pausedUntil: held.pausedUntil }
      : {}),
  })),
});

export const choose = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const person = await personWith(c, ports);
  if (person.kind === 'forged') return refuse(c, 'invalid-token');
  const body = await readJson(c, Choices);
  if (body.kind === 'refused') return body.response;
  if (person.kind === 'not held') return refuse(c, 'not-held');
  const deliveries = new Map<ShowId, Delivery>();
  for (const [index, choice] of body.value.shows.entries()) {
    const membership = person.memberships.find(({ show }) => show.showId === choice.show);
    if (membership === undefined)
      return refuseField(c, `shows[${index}].show`, 'must be a show of this deployment');
    const delivery = deliveryOf(choice, ports.clock.now());
    if (delivery === undefined)
      return refuseField(c, `shows[${index}].until`, 'must be a day still to come, within two years');
    deliveries.set(membership.show.showId, delivery);
  }
  await saveWishes(ports, person.memberships, { deliveries, language: body.value.language });
  return givePreferences(c, ports);
};

const refuseField = (c: Context<Web>, field: string, rule: string): Response =>
  refuse(c, 'invalid-fields', { faults: [{ field, rule }] });

const deliveryOf = (
  choice: { readonly delivery: 'on' | 'off' } | { readonly delivery: 'paused'; readonly until: string },
  now: number,
): Delivery | undefined => {
  if (choice.delivery !== 'paused') return { kind: choice.delivery };
  const until = pauseEnd(choice.until, now);
  return until === undefined ? undefined : { kind: 'paused', until };
};

export const giveHeldData = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const person = await personWith(c, ports);
  if (person.kind === 'forged') return refuse(c, 'invalid-token');
  return c.json(heldDataOf(person.kind === 'held' ? person.memberships : []));
};

export const erase = async (c: Context<Web>, ports: WebPorts): Promise<Response> => {
  const person = await personWith(c, ports);
  if (person.kind === 'forged') return refuse(c, 'invalid-token');
  if (person.kind === 'held') await erasePerson(ports, person);
  return c.body(null, 204);
};
