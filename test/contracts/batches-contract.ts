import { describe, expect, it } from 'vitest';
import type { Batch } from '../../lambdas/announcements/batch.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { announcementId, batch, nextWrite, takenBy } from './announcement-builders.ts';
import type { NewWorld } from './backend.ts';
import { NOW } from './clock.ts';
import { show } from './people.ts';

export const batchesContract = (newWorld: NewWorld): void => {
  describe('batches', () => {
    it('are given back as they were written, with all that a sender notes', async () => {
      const { announcements } = await newWorld();
      const fresh = batch(7, 5);
      await announcements.addBatch(fresh);
      expect(await announcements.batch(announcementId, 7)).toEqual(fresh);
      const taken = takenBy('sender', fresh);
      await announcements.takeBatch(taken, fresh);
      const noted = nextWrite(taken, {
        ledger: 'AR?E~',
        rejections: new Map([[1, 'Address blacklisted']]),
        doubts: new Map([[2, { cause: 'connection', since: NOW }]]),
      });
      expect(await announcements.writeBatch(noted)).toBe('written');
      expect(await announcements.batch(announcementId, 7)).toEqual(noted);
      const { lease: _, ...left } = nextWrite(noted, {
        ledger: 'AAAAA',
        rejections: new Map(),
        doubts: new Map(),
      });
      expect(await announcements.writeBatch(left)).toBe('written');
      expect(await announcements.batch(announcementId, 7)).toEqual(left);
    });

    it('are never rewritten once they exist', async () => {
      const { announcements } = await newWorld();
      expect(await announcements.addBatch(batch(0, 3))).toBe('written');
      expect(await announcements.addBatch(batch(0, 2))).toBe('exists');
      expect((await announcements.batch(announcementId, 0))?.members).toHaveLength(3);
    });

    it('are added once by two planners at the same time', async () => {
      const { announcements } = await newWorld();
      const answers = await Promise.all([1, 2, 3].map((size) => announcements.addBatch(batch(0, size))));
      expect(answers.toSorted()).toEqual(['exists', 'exists', 'written']);
    });

    it('are walked in the order of their numbers, and the last is found', async () => {
      const { announcements } = await newWorld();
      for (const number of [10, 2, 9, 0, 100]) await announcements.addBatch(batch(number, 1));
      const other = announcementIdOf(show, EpisodeId.parse('episode-2'));
      await announcements.addBatch({ ...batch(500, 1), announcementId: other });
      expect(await numbersOf(announcements.batches(announcementId))).toEqual([0, 2, 9, 10, 100]);
      expect((await announcements.lastBatch(announcementId))?.number).toBe(100);
    });

    it('can be without members, which ends a plan', async () => {
      const { announcements } = await newWorld();
      await announcements.addBatch(batch(3, 0));
      expect(await announcements.lastBatch(announcementId)).toEqual(batch(3, 0));
    });

    it('hold a hundred members', async () => {
      const { announcements } = await newWorld();
      await announcements.addBatch(batch(0, 100));
      expect(await announcements.batch(announcementId, 0)).toEqual(batch(0, 100));
    });

    it('are absent before they are written', async () => {
      const { announcements } = await newWorld();
      expect(await announcements.batch(announcementId, 0)).toBeUndefined();
      expect(await announcements.lastBatch(announcementId)).toBeUndefined();
      expect(await numbersOf(announcements.batches(announcementId))).toEqual([]);
      expect(await announcements.writeBatch(takenBy('sender', batch()))).toBe('fenced');
      expect(await announcements.takeBatch(takenBy('sender', batch()), batch())).toBe('changed meanwhile');
    });

    it('are taken by exactly one of many senders at once', async () => {
      const { announcements } = await newWorld();
      const was = batch();
      await announcements.addBatch(was);
      const holders = ['a', 'b', 'c', 'd', 'e'];
      const answers = await Promise.all(
        holders.map((holder) => announcements.takeBatch(takenBy(holder, was), was)),
      );
      expect(answers.filter((answer) => answer === 'written')).toHaveLength(1);
      const winner = holders[answers.indexOf('written')];
      expect((await announcements.batch(announcementId, 0))?.lease?.holder).toBe(winner);
    });

    it('are not taken on the strength of what was read before another write', async () => {
      const { announcements } = await newWorld();
      const was = batch();
      await announcements.addBatch(was);
      const taken = takenBy('slow', was);
      await announcements.takeBatch(taken, was);
      await announcements.writeBatch(nextWrite(taken, { ledger: '~~..' }));
      const later = NOW + 120_000;
      expect(await announcements.takeBatch(takenBy('next', taken, later), taken)).toBe('changed meanwhile');
    });

    it('are not taken from a sender that has only renewed its lease since', async () => {
      const { announcements } = await newWorld();
      const was = batch();
      await announcements.addBatch(was);
      const taken = takenBy('slow', was);
      await announcements.takeBatch(taken, was);
      await announcements.writeBatch(nextWrite(taken, { ledger: taken.ledger }));
      const later = NOW + 120_000;
      expect(await announcements.takeBatch(takenBy('next', taken, later), taken)).toBe('changed meanwhile');
    });

    it('fence the writes of a sender after another one took over', async () => {
      const { announcements } = await newWorld();
      const was = batch();
      await announcements.addBatch(was);
      const zombie = takenBy('zombie', was);
      await announcements.takeBatch(zombie, was);
      const marked = nextWrite(zombie, { ledger: '~~..' });
      await announcements.writeBatch(marked);
      const successor = takenBy('successor', marked, NOW + 120_000);
      expect(await announcements.takeBatch(successor, marked)).toBe('written');
      expect(await announcements.writeBatch(nextWrite(marked, { ledger: 'AA..' }))).toBe('fenced');
      expect((await announcements.batch(announcementId, 0))?.ledger).toBe('??..');
    });

    it('take a repeated last write again, and no late copy of an earlier one', async () => {
      const { announcements } = await newWorld();
      const was = batch();
      await announcements.addBatch(was);
      const taken = takenBy('sender', was);
      await announcements.takeBatch(taken, was);
      const first = nextWrite(taken, { ledger: '~~..' });
      const second = nextWrite(first, { ledger: 'AA~~' });
      expect(await announcements.writeBatch(first)).toBe('written');
      expect(await announcements.writeBatch(second)).toBe('written');
      expect(await announcements.writeBatch(second)).toBe('written');
      expect(await announcements.writeBatch(first)).toBe('fenced');
      expect(await announcements.writeBatch({ ...second, ledger: '....' })).toBe('fenced');
      expect((await announcements.batch(announcementId, 0))?.ledger).toBe('AA~~');
    });
  });
};

const numbersOf = async (batches: AsyncIterable<Batch>): Promise<readonly number[]> => {
  const numbers: number[] = [];
  for await (const { number } of batches) numbers.push(number);
  return numbers;
};
