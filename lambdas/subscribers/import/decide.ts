import { isDeepStrictEqual } from 'node:util';
import type { ShowId, SubscriberId } from '../../ids.ts';
import type { Consent, Subscriber, SubscriberStatus } from '../subscriber.ts';
import { type Held, present } from '../transitions.ts';
import type { OldRow } from './old-row.ts';

export type ImportMode = {
  /** `confirmed`: the operator vouches for the consent. `ask`: everybody is sent a confirmation first. */
  readonly kind: 'confirmed' | 'ask';
  /** Kept with the consent: where it came from. */
  readonly source: string;
};

/** What a row would make of somebody who is not here yet. */
export type Candidate =
  | { readonly kind: 'subscriber'; readonly subscriber: Subscriber }
  | { readonly kind: 'ask' }
  | { readonly kind: 'never confirmed' };

export type ImportDecision =
  | { readonly kind: 'write'; readonly subscriber: Subscriber }
  | { readonly kind: 'ask' }
  /** Nothing changes: `here already`, or a stronger word stands here. */
  | { readonly kind: 'kept'; readonly why: 'here already' | 'left here' | 'erased' | 'never confirmed' };

type Person = { readonly showId: ShowId; readonly subscriberId: SubscriberId };

/** Somebody whose row does not say when they left has left now. */
export const candidateOf = (row: OldRow, who: Person, mode: ImportMode, now: number): Candidate => {
  const today = new Date(now).toISOString();
  const person = {
    ...who,
    address: row.address,
    ...(row.language !== undefined && { language: row.language }),
    createdAt: earliest([row.signedUpAt, row.confirmedAt, row.leftAt, row.suppressedAt, today]),
  };
  switch (row.standing) {
    case 'left':
      return {
        kind: 'subscriber',
        subscriber: {
          ...person,
          status: 'unsubscribed',
          leftAt: row.leftAt ?? today,
          leftBy: 'import',
          ...(row.leftReason !== undefined && { reason: row.leftReason }),
        },
      };
    case 'suppressed':
      return {
        kind: 'subscriber',
        subscriber: {
          ...person,
          status: 'suppressed',
          suppressedAt: row.suppressedAt ?? row.leftAt ?? today,
          suppressedBy: 'import',
        },
      };
    case 'unconfirmed':
      return mode.kind === 'ask' ? { kind: 'ask' } : { kind: 'never confirmed' };
    case 'active':
      if (mode.kind === 'ask') return { kind: 'ask' };
      return {
        kind: 'subscriber',
        subscriber: { ...person, status: 'confirmed', consent: consentOf(row, mode, today) },
      };
    default:
      return row.standing satisfies never;
  }
};

/** A system that keeps no date of confirmation says when somebody signed up; one that keeps neither, nothing. */
const consentOf = (row: OldRow, mode: ImportMode, today: string): Consent => ({
  confirmedAt: row.confirmedAt ?? row.signedUpAt ?? today,
  source: mode.source,
  ...(row.signedUpAt !== undefined && { signedUpAt: row.signedUpAt }),
});

const earliest = (instants: readonly (string | undefined)[]): string =>
  instants.filter((instant) => instant !== undefined).toSorted()[0] ?? '';

/**
 * What happens to somebody who may be here already. An import never mails, brings back or confirms a person
 * against a word given here; that somebody left counts unless they agreed here afterwards. The order of the rows
 * of a file makes no difference, and a row read twice changes nothing.
 */
export const decide = (
  held: Held,
  candidate: Candidate,
  now: number,
  erasedBefore = false,
): ImportDecision => {
  const was = present(held, now);
  // A sign-up that waits is nobody's word yet: anybody can make one, and it expires.
  if (held === 'erased' || (erasedBefore && (was === undefined || was.status === 'pending')))
    return { kind: 'kept', why: 'erased' };
  switch (candidate.kind) {
    case 'never confirmed':
      return { kind: 'kept', why: was === undefined ? 'never confirmed' : keptWhy(was) };
    case 'ask':
      return was === undefined ? candidate : { kind: 'kept', why: keptWhy(was) };
    case 'subscriber':
      return was === undefined
        ? { kind: 'write', subscriber: candidate.subscriber }
        : merged(was, candidate.subscriber);
    default:
      return candidate satisfies never;
  }
};

const merged = (was: Subscriber, next: Subscriber): ImportDecision => {
  if (isDeepStrictEqual(was, next)) return { kind: 'kept', why: 'here already' };
  switch (next.status) {
    case 'pending':
      return { kind: 'kept', why: keptWhy(was) };
    case 'confirmed':
      return was.status === 'pending'
        ? { kind: 'write', subscriber: { ...next, createdAt: was.createdAt } }
        : { kind: 'kept', why: keptWhy(was) };
    case 'unsubscribed':
    case 'suppressed': {
      if (was.status === 'unsubscribed' || was.status === 'suppressed')
        return { kind: 'kept', why: keptWhy(was) };
      if (was.status === 'pending')
        return { kind: 'write', subscriber: { ...next, createdAt: was.createdAt, request: was.request } };
      const at = next.status === 'unsubscribed' ? next.leftAt : next.suppressedAt;
      return agreedHereSince(was.consent, at)
        ? { kind: 'kept', why: 'here already' }
        : { kind: 'write', subscriber: { ...next, createdAt: was.createdAt, consent: was.consent } };
    }
    default:
      return next satisfies never;
  }
};

/** The sources of consents that were given on our own pages; what an import names is never one of them. */
export const GIVEN_HERE: ReadonlySet<string> = new Set(['form', 'api', 'page', 'preferences']);

const agreedHereSince = (consent: Consent, left: string): boolean =>
  GIVEN_HERE.has(consent.source) && Date.parse(consent.confirmedAt) > Date.parse(left);

const keptWhy = (was: Subscriber): 'here already' | 'left here' => WHY[was.status];

const WHY = {
  pending: 'here already',
  confirmed: 'here already',
  unsubscribed: 'left here',
  suppressed: 'left here',
} as const satisfies Record<SubscriberStatus, string>;
