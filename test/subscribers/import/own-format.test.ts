import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShowId } from '../../../lambdas/ids.ts';
import { LANGUAGES } from '../../../lambdas/episodes/show.ts';
import { EmailAddress } from '../../../lambdas/subscribers/address.ts';
import {
  isOwnFormat,
  OWN_COLUMNS,
  ownRowOf,
  readOwnRow,
} from '../../../lambdas/subscribers/import/own-format.ts';
import { LEFT_BY, SUPPRESSED_BY, Subscriber } from '../../../lambdas/subscribers/subscriber.ts';
import { subscriberIdOf } from '../../../lambdas/subscribers/tokens.ts';
import { KEYS } from '../../cli/console.ts';

const SHOW = ShowId.parse('tidal-notes');
const identify = (address: EmailAddress) => subscriberIdOf(KEYS, SHOW, address);

const instant = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = (max: number) => fc.string({ minLength: 1, maxLength: max, unit: 'grapheme' });
const address = fc
  .constantFrom(
    'wren@reader.example',
    '+tag@reader.example',
    '=x@reader.example',
    "'o@reader.example",
    '-a@b.example',
  )
  .map((value) => EmailAddress.parse(value));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });
const consent = fc.record({
  confirmedAt: instant,
  source: text(80),
  signedUpAt: maybe(instant),
  sourceHash: maybe(fc.constant('ab'.repeat(16))),
});
const request = fc.record({ requestedAt: instant, source: text(80) });
const person = { address, createdAt: instant, language: maybe(fc.constantFrom(...LANGUAGES)) };

/** Whatever a subscriber can be. */
const subscriber = fc
  .oneof(
    fc.record({ ...person, status: fc.constant('pending'), request, expiresAt: instant }),
    fc.record({ ...person, status: fc.constant('confirmed'), consent, pausedUntil: maybe(instant) }),
    fc.record({
      ...person,
      status: fc.constant('unsubscribed'),
      leftAt: instant,
      leftBy: fc.constantFrom(...LEFT_BY),
      reason: maybe(text(200)),
      consent: maybe(consent),
      request: maybe(request),
    }),
    fc.record({
      ...person,
      status: fc.constant('suppressed'),
      suppressedAt: instant,
      suppressedBy: fc.constantFrom(...SUPPRESSED_BY),
      consent: maybe(consent),
      request: maybe(request),
    }),
  )
  .map((record) =>
    Subscriber.parse(
      JSON.parse(JSON.stringify({ ...record, showId: SHOW, subscriberId: identify(record.address) })),
    ),
  );

describe('our own export', () => {
  test('whatever a subscriber is comes back unchanged, consent record and all', () => {
    fc.assert(
      fc.property(subscriber, (before) => {
        expect(readOwnRow(OWN_COLUMNS, ownRowOf(before), SHOW, identify)).toEqual({
          kind: 'subscriber',
          subscriber: before,
        });
      }),
    );
  });

  test('no cell is a formula to a spreadsheet', () => {
    fc.assert(
      fc.property(subscriber, (some) => {
        for (const cell of ownRowOf(some)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });

  test('it is told from others by all of its columns', () => {
    expect(isOwnFormat(OWN_COLUMNS)).toBe(true);
    expect(isOwnFormat(OWN_COLUMNS.slice(1))).toBe(false);
  });

  test('a line that was edited into nonsense says what is wrong, without the address', () => {
    const row = [
      ...ownRowOf(
        Subscriber.parse({
          showId: SHOW,
          subscriberId: '0'.repeat(32),
          address: 'wren@reader.example',
          createdAt: '2026-01-01',
          status: 'confirmed',
          consent: { confirmedAt: '2026-01-01', source: 'form' },
        }),
      ),
    ];
    row[OWN_COLUMNS.indexOf('confirmed_at')] = 'yesterday';
    const read = readOwnRow(OWN_COLUMNS, row, SHOW, identify);
    expect(read).toMatchObject({ kind: 'bad', reason: expect.stringContaining('consent.confirmedAt') });
    expect(JSON.stringify(read)).not.toContain('wren@');
  });
});
