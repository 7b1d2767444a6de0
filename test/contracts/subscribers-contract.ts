import { describe, expect, it } from 'vitest';
import type { SubscriberId } from '../../lambdas/ids.ts';
import type { NewWorld } from './backend.ts';
import { DAY, MINUTE, NOW } from './clock.ts';
import { confirmed, id, otherShow, pending, show, suppressed, unsubscribed } from './people.ts';

export const subscribersContract = (newWorld: NewWorld): void => {
  describe('a subscriber store', () => {
    const ada = id('a', 1);

    it('gives back each kind of subscriber as it was written', async () => {
      const { subscribers } = await newWorld();
      const everybody = [
        pending(id('0', 1), NOW + DAY, { language: 'de' }),
        confirmed(id('1', 1), { pausedUntil: new Date(NOW).toISOString() }),
        unsubscribed(id('2', 1)),
        suppressed(id('3', 1)),
      ];
      for (const one of everybody) expect(await subscribers.write(one, 'none')).toBe('written');
      for (const one of everybody) {
        const stored = await subscribers.read(show, one.subscriberId);
        expect(stored).toMatchObject({ subscriber: one });
        expect(stored === undefined || stored === 'erased' ? {} : stored.subscriber).toEqual(one);
      }
    });

    it('knows nobody under an id of another show', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(confirmed(ada), 'none');
      expect(await subscribers.read(otherShow, ada)).toBeUndefined();
    });

    it('writes a first row once', async () => {
      const { subscribers } = await newWorld();
      expect(await subscribers.write(confirmed(ada), 'none')).toBe('written');
      expect(await subscribers.write(unsubscribed(ada), 'none')).toBe('changed meanwhile');
    });

    it('lets one of two writers win who read the same revision', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(pending(ada, NOW + DAY), 'none');
      const was = revisionOf(await subscribers.read(show, ada));
      const answers = await Promise.all([
        subscribers.write(confirmed(ada), was),
        subscribers.write(unsubscribed(ada), was),
      ]);
      expect(answers.toSorted()).toEqual(['changed meanwhile', 'written']);
    });

    it('refuses a writer whose revision is of an earlier life of the row', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(confirmed(ada), 'none');
      const was = revisionOf(await subscribers.read(show, ada));
      await subscribers.write(confirmed(ada, { language: 'fr' }), was);
      await subscribers.erase(show, ada);
      expect(await subscribers.write(unsubscribed(ada), was)).toBe('changed meanwhile');
      expect(await subscribers.read(show, ada)).toBe('erased');
    });

    it('keeps of an erased person that they were erased, and nothing else', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(confirmed(ada), 'none');
      await subscribers.erase(show, ada);
      await subscribers.erase(show, ada);
      expect(await subscribers.read(show, ada)).toBe('erased');
      expect(await idsOf(subscribers.all(show))).toEqual([]);
    });

    it('writes an erased person anew only for a writer who saw the erasure', async () => {
      const { subscribers } = await newWorld();
      await subscribers.erase(show, ada);
      expect(await subscribers.write(pending(ada, NOW + DAY), 'none')).toBe('changed meanwhile');
      expect(await subscribers.write(pending(ada, NOW + DAY), 'erased')).toBe('written');
      expect(await subscribers.write(pending(ada, NOW + DAY, { language: 'nl' }), 'erased')).toBe(
        'changed meanwhile',
      );
    });

    it('remembers who was erased when they are written anew', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(confirmed(id('b', 1)), 'none');
      await subscribers.erase(show, ada);
      expect([...(await subscribers.erasedBefore(show))]).toEqual([]);
      await subscribers.write(pending(ada, NOW + DAY), 'erased');
      expect([...(await subscribers.erasedBefore(show))]).toEqual([ada]);
      expect([...(await subscribers.erasedBefore(otherShow))]).toEqual([]);
      expect(await idsOf(subscribers.all(show))).toEqual([ada, id('b', 1)]);
    });

    it('lists everybody of a show in the order of ids, from any of them on', async () => {
      const { subscribers } = await newWorld();
      const ids = ['f', '0', '9', 'a', 'e'].flatMap((digit) => [id(digit, 2), id(digit, 1)]);
      for (const one of ids) await subscribers.write(confirmed(one), 'none');
      await subscribers.write(confirmed(id('5', 1), { showId: otherShow }), 'none');
      const sorted = ids.toSorted();
      expect(await idsOf(subscribers.all(show))).toEqual(sorted);
      for (const [index, after] of sorted.entries())
        expect(await idsOf(subscribers.all(show, after))).toEqual(sorted.slice(index + 1));
    });
  });
};

export const expiryContract = (newWorld: NewWorld): void => {
  describe('a subscriber store whose rows expire', () => {
    const ada = id('a', 1);

    it('no longer knows a sign-up whose time is over, though its row is still there', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(pending(ada, NOW - MINUTE), 'none');
      expect(await subscribers.read(show, ada)).toBeUndefined();
      expect(await idsOf(subscribers.all(show))).toEqual([]);
      expect(await subscribers.write(pending(ada, NOW + DAY), 'none')).toBe('written');
      expect(await subscribers.read(show, ada)).toBeDefined();
    });

    it('knows a sign-up until its time is over', async () => {
      const { subscribers } = await newWorld();
      await subscribers.write(pending(ada, NOW + MINUTE), 'none');
      expect(await subscribers.read(show, ada)).toBeDefined();
      expect(await subscribers.write(pending(ada, NOW + DAY), 'none')).toBe('changed meanwhile');
    });
  });
};

const revisionOf = (
  stored: Awaited<ReturnType<Awaited<ReturnType<NewWorld>>['subscribers']['read']>>,
): number => {
  if (stored === undefined || stored === 'erased') throw new Error('nobody is stored');
  return stored.revision;
};

const idsOf = async (
  all: AsyncIterable<{ readonly subscriberId: SubscriberId }>,
): Promise<readonly SubscriberId[]> => {
  const ids: SubscriberId[] = [];
  for await (const { subscriberId } of all) ids.push(subscriberId);
  return ids;
};
