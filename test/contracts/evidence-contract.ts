import { describe, expect, it } from 'vitest';
import type { EvidenceKind } from '../../lambdas/announcements/batch.ts';
import { announcementId, batch, nextWrite, takenBy } from './announcement-builders.ts';
import type { NewWorld } from './backend.ts';

export const evidenceContract = (newWorld: NewWorld): void => {
  describe('evidence', () => {
    it('of every kind is added in one write that gives the batch back', async () => {
      const { announcements } = await newWorld();
      await announcements.addBatch(batch());
      const grown = await announcements.addEvidence(
        announcementId,
        0,
        sets({ delivered: [0, 2], bounced: [1], complained: [3], undelivered: [1] }),
      );
      expect(grown).toEqual({
        ...batch(),
        evidence: {
          delivered: new Set([0, 2]),
          bounced: new Set([1]),
          complained: new Set([3]),
          undelivered: new Set([1]),
        },
      });
      expect(await announcements.batch(announcementId, 0)).toEqual(grown);
    });

    it('changes nothing when it comes twice, late or in another order', async () => {
      const { announcements } = await newWorld();
      await announcements.addBatch(batch());
      const pieces = [sets({ delivered: [0] }), sets({ delivered: [1, 0] }), sets({ bounced: [2] })];
      for (const piece of [...pieces, ...pieces.toReversed()])
        await announcements.addEvidence(announcementId, 0, piece);
      const { evidence } = (await announcements.batch(announcementId, 0)) ?? batch();
      expect(evidence.delivered).toEqual(new Set([0, 1]));
      expect(evidence.bounced).toEqual(new Set([2]));
    });

    it('from many hands at once is all kept', async () => {
      const { announcements } = await newWorld();
      await announcements.addBatch(batch(0, 50));
      await Promise.all(
        Array.from({ length: 50 }, (_, member) =>
          announcements.addEvidence(announcementId, 0, sets({ delivered: [member] })),
        ),
      );
      expect((await announcements.batch(announcementId, 0))?.evidence.delivered.size).toBe(50);
    });

    it('about a batch that does not exist makes none', async () => {
      const { announcements } = await newWorld();
      expect(await announcements.addEvidence(announcementId, 9, sets({ delivered: [0] }))).toBeUndefined();
      expect(await announcements.batch(announcementId, 9)).toBeUndefined();
    });

    it('of nobody reads the batch', async () => {
      const { announcements } = await newWorld();
      await announcements.addBatch(batch());
      expect(await announcements.addEvidence(announcementId, 0, sets({ delivered: [] }))).toEqual(batch());
    });

    it('is kept by the writes of a sender that knew nothing of it', async () => {
      const { announcements } = await newWorld();
      const was = batch();
      await announcements.addBatch(was);
      const taken = takenBy('sender', was);
      await announcements.addEvidence(announcementId, 0, sets({ delivered: [0] }));
      await announcements.takeBatch(taken, was);
      await announcements.addEvidence(announcementId, 0, sets({ complained: [1] }));
      await announcements.writeBatch(nextWrite(taken, { ledger: 'AAAA' }));
      const stored = await announcements.batch(announcementId, 0);
      expect(stored?.evidence.delivered).toEqual(new Set([0]));
      expect(stored?.evidence.complained).toEqual(new Set([1]));
      expect(stored?.ledger).toBe('AAAA');
    });
  });
};

const sets = (
  members: Partial<Record<EvidenceKind, readonly number[]>>,
): ReadonlyMap<EvidenceKind, ReadonlySet<number>> => {
  const kinds: readonly EvidenceKind[] = ['delivered', 'bounced', 'complained', 'undelivered'];
  return new Map(
    kinds.flatMap((kind) => {
      const some = members[kind];
      return some === undefined ? [] : [[kind, new Set(some)] as const];
    }),
  );
};
