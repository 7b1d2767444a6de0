import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ShowId, SubscriberId } from '../../../lambdas/ids.ts';
import { EmailAddress } from '../../../lambdas/subscribers/address.ts';
import { candidateOf, decide, type ImportMode } from '../../../lambdas/subscribers/import/decide.ts';
import type { OldRow } from '../../../lambdas/subscribers/import/old-row.ts';
import { Subscriber } from '../../../lambdas/subscribers/subscriber.ts';
import type { Held } from '../../../lambdas/subscribers/transitions.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const WHO = { showId: ShowId.parse('tidal-notes'), subscriberId: SubscriberId.parse('0'.repeat(32)) };
const ADDRESS = EmailAddress.parse('wren@reader.example');
const CONFIRMED: ImportMode = { kind: 'confirmed', source: 'Mailchimp, 2019-2026' };
const ASK: ImportMode = { kind: 'ask', source: 'import from Mailchimp' };

const row = (change: Partial<OldRow> = {}): OldRow => ({ address: ADDRESS, standing: 'active', ...change });
const decided = (held: Held, old: OldRow, mode: ImportMode = CONFIRMED) =>
  decide(held, candidateOf(old, WHO, mode, NOW), NOW);

const person = { ...WHO, address: ADDRESS, createdAt: '2026-11-30T00:00:00.000Z' };
const request = { requestedAt: '2026-11-30T00:00:00.000Z', source: 'form' };
const pending = Subscriber.parse({ ...person, status: 'pending', request, expiresAt: '2026-12-07' });
const confirmedHere = (confirmedAt: string, source = 'form') =>
  Subscriber.parse({ ...person, status: 'confirmed', consent: { confirmedAt, source } });
const unsubscribed = Subscriber.parse({
  ...person,
  status: 'unsubscribed',
  leftAt: '2026-11-30',
  leftBy: 'page',
});
const suppressed = Subscriber.parse({
  ...person,
  status: 'suppressed',
  suppressedAt: '2026-11-30',
  suppressedBy: 'bounce',
});

describe('somebody who is not here yet', () => {
  test('comes in confirmed with where the consent came from, when the operator vouches for it', () => {
    expect(
      decided(
        undefined,
        row({ signedUpAt: '2019-01-01T00:00:00.000Z', confirmedAt: '2019-01-02T00:00:00.000Z' }),
      ),
    ).toMatchObject({
      kind: 'write',
      subscriber: {
        status: 'confirmed',
        createdAt: '2019-01-01T00:00:00.000Z',
        consent: {
          confirmedAt: '2019-01-02T00:00:00.000Z',
          signedUpAt: '2019-01-01T00:00:00.000Z',
          source: 'Mailchimp, 2019-2026',
        },
      },
    });
  });

  test('is asked first when nobody vouches for it', () => {
    expect(decided(undefined, row(), ASK)).toEqual({ kind: 'ask' });
    expect(decided(undefined, row({ standing: 'unconfirmed' }), ASK)).toEqual({ kind: 'ask' });
  });

  test('who never confirmed in the old system is not vouched for', () => {
    expect(decided(undefined, row({ standing: 'unconfirmed' }))).toEqual({
      kind: 'kept',
      why: 'never confirmed',
    });
  });

  test.each([CONFIRMED, ASK])('who left or bounced comes in as such in either way (%#)', (mode) => {
    expect(
      decided(undefined, row({ standing: 'left', leftAt: '2020-01-01T00:00:00.000Z' }), mode),
    ).toMatchObject({
      subscriber: { status: 'unsubscribed', leftBy: 'import', leftAt: '2020-01-01T00:00:00.000Z' },
    });
    expect(decided(undefined, row({ standing: 'suppressed' }), mode)).toMatchObject({
      subscriber: { status: 'suppressed', suppressedBy: 'import' },
    });
  });

  test('an expired sign-up counts as not here', () => {
    const late = Date.parse('2027-01-01T00:00:00Z');
    expect(decide(pending, candidateOf(row(), WHO, ASK, late), late)).toEqual({ kind: 'ask' });
  });
});

describe('somebody who is here already', () => {
  test('who was erased is not brought back by any row', () => {
    for (const standing of ['active', 'unconfirmed', 'left', 'suppressed'] as const)
      for (const mode of [CONFIRMED, ASK])
        expect(decided('erased', row({ standing }), mode)).toEqual({ kind: 'kept', why: 'erased' });
  });

  test('who was erased before and only asked since is not here, and is not brought in', () => {
    for (const held of [undefined, pending])
      for (const mode of [CONFIRMED, ASK])
        expect(decide(held, candidateOf(row(), WHO, mode, NOW), NOW, true)).toEqual({
          kind: 'kept',
          why: 'erased',
        });
    expect(decide(confirmedHere('2026-11-30'), candidateOf(row(), WHO, CONFIRMED, NOW), NOW, true)).toEqual({
      kind: 'kept',
      why: 'here already',
    });
  });

  test('who left or is suppressed here stays so, and is not asked again', () => {
    for (const held of [unsubscribed, suppressed])
      for (const mode of [CONFIRMED, ASK])
        expect(decided(held, row(), mode)).toEqual({ kind: 'kept', why: 'left here' });
  });

  test('who waits for a confirmation is confirmed by a vouched consent, and not asked a second time', () => {
    expect(decided(pending, row())).toMatchObject({
      kind: 'write',
      subscriber: { status: 'confirmed', createdAt: pending.createdAt },
    });
    expect(decided(pending, row(), ASK)).toEqual({ kind: 'kept', why: 'here already' });
  });

  test('who left the old system and waits here can still confirm', () => {
    expect(decided(pending, row({ standing: 'left' }))).toMatchObject({
      subscriber: { status: 'unsubscribed', request },
    });
  });

  test('a consent given here afterwards outweighs a leaving there', () => {
    expect(
      decided(
        confirmedHere('2026-06-01T00:00:00Z'),
        row({ standing: 'left', leftAt: '2020-01-01T00:00:00.000Z' }),
      ),
    ).toEqual({ kind: 'kept', why: 'here already' });
  });

  test('nothing else does: not an older consent, not an imported one, not a leaving without a date', () => {
    const left = row({ standing: 'left', leftAt: '2020-01-01T00:00:00.000Z' });
    for (const [held, old] of [
      [confirmedHere('2019-01-01T00:00:00Z'), left],
      [confirmedHere('2026-06-01T00:00:00Z', 'Mailchimp, 2019-2026'), left],
      [confirmedHere('2026-06-01T00:00:00Z'), row({ standing: 'left' })],
      [confirmedHere('2026-06-01T00:00:00Z'), row({ standing: 'suppressed' })],
    ] as const)
      expect(decided(held, old)).toMatchObject({ kind: 'write', subscriber: { consent: {} } });
  });

  test('a consent given here is not replaced by an imported one', () => {
    expect(decided(confirmedHere('2026-06-01T00:00:00Z'), row())).toEqual({
      kind: 'kept',
      why: 'here already',
    });
  });
});

describe('the rows of a file', () => {
  const rows = fc.array(
    fc.record({
      standing: fc.constantFrom('active', 'left', 'suppressed', 'unconfirmed'),
      leftAt: fc.option(fc.constantFrom('2018-01-01T00:00:00.000Z', '2022-01-01T00:00:00.000Z'), {
        nil: undefined,
      }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const applied = (held: Held, olds: readonly OldRow[]): Held =>
    olds.reduce<Held>((now, old) => {
      const decision = decided(now, old);
      return decision.kind === 'write' ? decision.subscriber : now;
    }, held);
  const olds = (some: readonly { standing: OldRow['standing']; leftAt: string | undefined }[]) =>
    some.map(({ standing, leftAt }) => row({ standing, ...(leftAt !== undefined && { leftAt }) }));

  test('read again, they change nothing', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(undefined, pending, unsubscribed, suppressed), (some, held) => {
        const once = applied(held, olds(some));
        expect(applied(once, olds(some))).toEqual(once);
      }),
    );
  });

  test('whatever their order, who left or bounced in one of them is not mailed', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const end = applied(undefined, olds(some));
        const gone = some.some(({ standing }) => standing === 'left' || standing === 'suppressed');
        const mailed = end !== undefined && end !== 'erased' && end.status === 'confirmed';
        if (gone) expect(mailed).toBe(false);
        else expect(mailed).toBe(some.some(({ standing }) => standing === 'active'));
      }),
    );
  });
});
