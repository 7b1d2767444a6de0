import { describe, expect, test } from 'vitest';
import { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import {
  choose,
  confirm,
  type Held,
  leave,
  PENDING_DAYS,
  signUp,
  speak,
  suppress,
} from '../../lambdas/subscribers/transitions.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const iso = (at: number) => new Date(at).toISOString();

const person = {
  showId: ShowId.parse('deep-time'),
  subscriberId: SubscriberId.parse('a'.repeat(32)),
  address: EmailAddress.parse('ada@example.com'),
  createdAt: iso(NOW - 30 * DAY),
};
const consent = { confirmedAt: iso(NOW - 20 * DAY), source: 'form' };
const request = { requestedAt: iso(NOW - DAY), source: 'form' };

const pending: Subscriber = { ...person, status: 'pending', request, expiresAt: iso(NOW + 6 * DAY) };
const confirmed: Subscriber = { ...person, status: 'confirmed', consent };
const unsubscribed: Subscriber = {
  ...person,
  status: 'unsubscribed',
  leftAt: iso(NOW - DAY),
  leftBy: 'page',
  consent,
};
const suppressed: Subscriber = {
  ...person,
  status: 'suppressed',
  suppressedAt: iso(NOW - DAY),
  suppressedBy: 'complaint',
  consent,
};
const everyState: readonly (readonly [string, Held])[] = [
  ['nobody', undefined],
  ['somebody erased', 'erased'],
  ['a pending one', pending],
  ['a confirmed one', confirmed],
  ['an unsubscribed one', unsubscribed],
  ['a suppressed one', suppressed],
];

const applicant = { ...person, source: 'api' };
const after = (was: Held, change: { readonly kind: string; readonly subscriber?: Subscriber }): Held =>
  change.subscriber ?? was;

describe('signing up', () => {
  test.each(everyState)('confirms nobody: %s', (_, held) => {
    const next = after(held, signUp(held, applicant, NOW));
    const was = typeof held === 'object' ? held.status : 'pending';
    expect(next).toMatchObject({ status: was });
  });

  test.each(everyState)('leaves a valid record: %s', (_, held) => {
    expect(Subscriber.safeParse(after(held, signUp(held, applicant, NOW))).success).toBe(true);
  });

  test('again after leaving keeps the leaving, with the request beside it', () => {
    expect(signUp(unsubscribed, applicant, NOW)).toEqual({
      kind: 'changed',
      subscriber: { ...unsubscribed, request: { requestedAt: iso(NOW), source: 'api' } },
    });
  });

  test('twice within minutes writes once: a flood of one address is one row and one write', () => {
    const first = after(undefined, signUp(undefined, applicant, NOW));
    expect(signUp(first, applicant, NOW + MINUTE)).toEqual({ kind: 'unchanged' });
    expect(signUp(first, applicant, NOW + 11 * MINUTE)).toMatchObject({
      kind: 'changed',
      subscriber: { request: { requestedAt: iso(NOW + 11 * MINUTE) } },
    });
  });

  test('finds an expired request absent, and begins anew', () => {
    const late = NOW + 7 * DAY;
    expect(signUp(pending, applicant, late)).toMatchObject({
      subscriber: { createdAt: iso(late), expiresAt: iso(late + PENDING_DAYS * DAY) },
    });
  });
});

describe('confirming', () => {
  test('writes down when it was asked for, when it was given and from where', () => {
    expect(confirm(pending, NOW, 'hash')).toMatchObject({
      subscriber: {
        status: 'confirmed',
        consent: {
          confirmedAt: iso(NOW),
          signedUpAt: request.requestedAt,
          source: 'form',
          sourceHash: 'hash',
        },
      },
    });
  });

  test.each([
    ['nobody', undefined],
    ['somebody erased', 'erased' as const],
    ['somebody who left and asked for nothing since', unsubscribed],
    ['somebody suppressed who asked for nothing since', suppressed],
    ['a request that expired', { ...pending, expiresAt: iso(NOW) }],
  ])('finds nothing to confirm: %s', (_, held) => {
    expect(confirm(held, NOW)).toEqual({ kind: 'nothing to confirm' });
  });

  test.each([
    ['who left', unsubscribed],
    ['who complained', suppressed],
  ])('brings back somebody %s and signed up again', (_, held) => {
    const asked = after(held, signUp(held, applicant, NOW));
    const back = after(asked, confirm(asked, NOW + MINUTE));
    expect(back).toMatchObject({ status: 'confirmed', consent: { confirmedAt: iso(NOW + MINUTE) } });
    expect(Subscriber.safeParse(back).success).toBe(true);
  });

  test('twice changes nothing the second time', () => {
    expect(confirm(confirmed, NOW)).toEqual({ kind: 'unchanged' });
  });
});

describe('leaving', () => {
  test('keeps the consent, as evidence of what was agreed', () => {
    expect(leave(confirmed, { by: 'one-click' }, NOW)).toMatchObject({
      subscriber: { status: 'unsubscribed', leftBy: 'one-click', leftAt: iso(NOW), consent },
    });
  });

  test('is written once: the first time and way stay, and only a reason may be added', () => {
    const left = after(confirmed, leave(confirmed, { by: 'one-click' }, NOW));
    expect(leave(left, { by: 'page' }, NOW + MINUTE)).toEqual({ kind: 'unchanged' });
    const told = after(left, leave(left, { by: 'page', reason: 'too-many' }, NOW + MINUTE));
    expect(told).toEqual({ ...unsubscribed, leftAt: iso(NOW), leftBy: 'one-click', reason: 'too-many' });
    expect(leave(told, { by: 'page', reason: 'other' }, NOW + MINUTE)).toEqual({ kind: 'unchanged' });
  });

  test('withdraws a request that waits', () => {
    for (const held of [unsubscribed, suppressed]) {
      const asked = after(held, signUp(held, applicant, NOW));
      expect(leave(asked, { by: 'page' }, NOW)).toEqual({ kind: 'changed', subscriber: held });
    }
  });

  test('of somebody who is not there is fulfilled already', () => {
    expect(leave(undefined, { by: 'page' }, NOW)).toEqual({ kind: 'unchanged' });
    expect(leave('erased', { by: 'page' }, NOW)).toEqual({ kind: 'unchanged' });
  });
});

describe('suppressing', () => {
  test('never undoes a leaving, and changes nothing twice', () => {
    expect(suppress(unsubscribed, 'complaint', NOW)).toEqual({ kind: 'unchanged' });
    expect(suppress(suppressed, 'bounce', NOW)).toEqual({ kind: 'unchanged' });
  });

  test('takes the request of a bounced confirmation with it: its link confirms nothing any more', () => {
    const gone = after(pending, suppress(pending, 'bounce', NOW));
    expect(gone).toMatchObject({ status: 'suppressed' });
    expect(confirm(gone, NOW)).toEqual({ kind: 'nothing to confirm' });
  });

  test('for something older than the consent in force does nothing', () => {
    expect(suppress(confirmed, 'complaint', NOW - 21 * DAY)).toEqual({ kind: 'unchanged' });
    expect(suppress(confirmed, 'complaint', NOW)).toMatchObject({ subscriber: { status: 'suppressed' } });
  });
});

describe('choosing', () => {
  test('pauses, resumes and ends, each once', () => {
    const until = NOW + 10 * DAY;
    const paused = after(confirmed, choose(confirmed, { kind: 'paused', until }, NOW));
    expect(paused).toEqual({ ...confirmed, pausedUntil: iso(until) });
    expect(choose(paused, { kind: 'paused', until }, NOW)).toEqual({ kind: 'unchanged' });
    expect(choose(paused, { kind: 'on' }, NOW)).toEqual({ kind: 'changed', subscriber: confirmed });
    expect(choose(paused, { kind: 'off' }, NOW)).toMatchObject({
      subscriber: { status: 'unsubscribed', leftBy: 'preferences' },
    });
  });

  test.each([pending, unsubscribed, suppressed])('switches on nobody who has not confirmed', (held) => {
    expect(choose(held, { kind: 'on' }, NOW)).toEqual({ kind: 'unchanged' });
  });

  test('a language works for everybody who is held', () => {
    expect(speak(unsubscribed, 'he', NOW)).toMatchObject({ subscriber: { language: 'he' } });
    expect(speak(undefined, 'he', NOW)).toEqual({ kind: 'unchanged' });
  });
});
