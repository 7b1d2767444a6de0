import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Announcement,
  cancel,
  close,
  type Decision,
  decideDoubts,
  park,
  pause,
  planned,
  rebalance,
  resume,
} from '../../lambdas/announcements/announcement.ts';
import { booksOf } from '../../lambdas/announcements/ledger.ts';
import { partsOf } from '../../lambdas/ids.ts';
import { ID, ledger, NOW } from './arbitraries.ts';

const fresh: Announcement = {
  announcementId: ID,
  ...partsOf(ID),
  title: 'The first',
  createdAt: NOW,
  contentHash: 'hash',
  plan: { kind: 'planning' },
  state: { kind: 'running' },
  brakes: 'on',
  verdict: { kind: 'none' },
  revision: 0,
};

const cause = { by: 'operator', code: 'Operator', reason: 'lunch' } as const;

/** Everything that can be asked of an announcement, by anybody at any time. */
const command: fc.Arbitrary<(current: Announcement) => Decision> = fc.oneof(
  fc.constant((current: Announcement) => pause(current, cause, NOW)),
  fc.constant((current: Announcement) => pause(current, { ...cause, by: 'brake' }, NOW)),
  fc.constant(resume),
  fc.constant((current: Announcement) => park(current, 'quota', NOW + 1, NOW)),
  fc.constant((current: Announcement) => cancel(current, NOW)),
  fc.constant((current: Announcement) => decideDoubts(current, 'accept', NOW)),
  fc.constant((current: Announcement) => decideDoubts(current, 'resend', NOW)),
  fc.constant(
    (current: Announcement): Decision => ({
      kind: 'changed',
      announcement: planned(current, { batches: 2, audience: 6 }, NOW),
    }),
  ),
  ledger.map((letters) => (current: Announcement) => close(current, booksOf(letters), NOW)),
  // Books that balance for those planned above: chance alone would rarely close anything.
  fc.constant((current: Announcement) => close(current, booksOf('AAERA?'), NOW)),
  ledger.map((letters) => (current: Announcement) => rebalance(current, booksOf(letters))),
);

/** The announcement before and after each command that was not refused. */
const history = (commands: readonly ((current: Announcement) => Decision)[]) => {
  const steps: { readonly before: Announcement; readonly after: Announcement }[] = [];
  let current = fresh;
  for (const ask of commands) {
    const decision = ask(current);
    if (decision.kind === 'refused') continue;
    steps.push({ before: current, after: decision.announcement });
    current = decision.announcement;
  }
  return steps;
};

const always = (holds: (before: Announcement, after: Announcement) => void): void =>
  fc.assert(
    fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
      for (const { before, after } of history(commands)) holds(before, after);
    }),
  );

test('every change raises the revision by one', () => {
  always((before, after) => expect(after.revision).toBe(before.revision + 1));
});

test('it is always in a state that its type names', () => {
  always((_, { state }) =>
    expect(['running', 'paused', 'parked', 'cancelled', 'closed']).toContain(state.kind),
  );
});

test('who cancels has cancelled: nothing goes out after', () => {
  always((before, after) => {
    const cancelled =
      before.state.kind === 'cancelled' || (before.state.kind === 'closed' && before.state.cancelled);
    if (cancelled) expect(['cancelled', 'closed']).toContain(after.state.kind);
    if (cancelled && after.verdict.kind === 'resend') expect(after.verdict).toEqual(before.verdict);
  });
});

test('it closes only when planned and everybody has an outcome, and forgets what was decided', () => {
  always((before, { plan, state, verdict }) => {
    if (before.state.kind === 'closed' || state.kind !== 'closed') return;
    const { audience, accepted, excluded, rejected, unknown } = state.books;
    expect(plan).toMatchObject({ kind: 'planned', audience });
    expect(accepted + excluded + rejected + unknown).toBe(audience);
    expect(verdict).toEqual({ kind: 'none' });
  });
});

test('a refusal says why', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 20 }), command, (commands, last) => {
      const decision = last(history(commands).at(-1)?.after ?? fresh);
      if (decision.kind === 'refused') expect(decision.why).toMatch(/\w{3}/);
    }),
  );
});
