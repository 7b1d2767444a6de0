import * as fc from 'fast-check';
import { type Batch, type Doubt, EVIDENCE_KINDS, newBatch } from '../../lambdas/announcements/batch.ts';
import type { Letter } from '../../lambdas/announcements/ledger.ts';
import { announcementIdOf, EpisodeId, ShowId, SubscriberId } from '../../lambdas/ids.ts';

export const NOW = Date.parse('2026-12-01T09:00:00Z');
export const ID = announcementIdOf(ShowId.parse('tides'), EpisodeId.parse('ep-1'));

export const letter: fc.Arbitrary<Letter> = fc.constantFrom('.', '~', 'A', 'E', 'R', '?');
export const ledger = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''));

const memberOf = (index: number) => SubscriberId.parse(index.toString(16).padStart(32, '0'));

export const membersOf = (count: number) => Array.from({ length: count }, (_, index) => memberOf(index));

const indexesOf = (count: number): fc.Arbitrary<ReadonlySet<number>> =>
  count === 0
    ? fc.constant(new Set())
    : fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: count }).map((list) => new Set(list));

/** Any batch that can be stored: a doubt for each `?`, evidence about anybody, a lease that lives, died or is none. */
export const batch: fc.Arbitrary<Batch> = ledger.chain((letters) =>
  fc
    .record({
      evidence: fc.record({
        delivered: indexesOf(letters.length),
        bounced: indexesOf(letters.length),
        complained: indexesOf(letters.length),
        undelivered: indexesOf(letters.length),
      }),
      attempt: fc.nat({ max: 9 }),
      step: fc.nat({ max: 9 }),
      lease: fc.option(
        fc.record({
          holder: fc.constantFrom('one', 'other'),
          until: fc.integer({ min: NOW - 9, max: NOW + 9 }),
        }),
        { nil: undefined },
      ),
      since: fc.array(fc.integer({ min: NOW - 9, max: NOW }), {
        minLength: letters.length,
        maxLength: letters.length,
      }),
    })
    .map(({ lease, since, ...parts }) => ({
      ...newBatch(ID, 0, membersOf(letters.length)),
      ...parts,
      ...(lease === undefined ? {} : { lease }),
      ledger: letters,
      doubts: new Map(
        letters
          .split('')
          .flatMap((one, member): [number, Doubt][] =>
            one === '?' ? [[member, { cause: 'crash', since: since[member] ?? NOW }]] : [],
          ),
      ),
    })),
);

export const hasEvidence = (of: Batch, member: number): boolean =>
  EVIDENCE_KINDS.some((kind) => of.evidence[kind].has(member));
