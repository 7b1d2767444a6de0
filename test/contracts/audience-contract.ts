import { describe, expect, it } from 'vitest';
import type { Audience } from '../../lambdas/announcements/ports.ts';
import type { SubscriberId } from '../../lambdas/ids.ts';
import type { NewWorld } from './backend.ts';
import { DAY, iso, MINUTE, NOW } from './clock.ts';
import { confirmed, id, otherShow, pending, show, suppressed, unsubscribed } from './people.ts';

export const audienceContract = (newWorld: NewWorld): void => {
  describe('an audience', () => {
    it('walks the confirmed subscribers of one show in the order of ids', async () => {
      const { subscribers, audience } = await newWorld();
      const ids = ['f', '0', '7', '7', 'c'].map((digit, number) => id(digit, number));
      for (const one of ids) await subscribers.write(confirmed(one), 'none');
      await subscribers.write(confirmed(id('3', 1), { showId: otherShow }), 'none');
      expect(await walk(audience)).toEqual(ids.toSorted());
    });

    it('goes on after any member, as a planner that starts again does', async () => {
      const { subscribers, audience } = await newWorld();
      const ids = ['0', '0', '1', 'f', 'f'].map((digit, number) => id(digit, number));
      for (const one of ids) await subscribers.write(confirmed(one), 'none');
      for (const [index, after] of ids.entries())
        expect(await walk(audience, after)).toEqual(ids.slice(index + 1));
    });

    it('holds nobody who is pending, has left, is suppressed, erased or paused', async () => {
      const { subscribers, audience } = await newWorld();
      const paused = confirmed(id('5', 1), { pausedUntil: iso(NOW + MINUTE) });
      const back = confirmed(id('6', 1), { pausedUntil: iso(NOW) });
      const others = [pending(id('1', 1), NOW + DAY), unsubscribed(id('2', 1)), suppressed(id('3', 1))];
      for (const one of [...others, paused, back]) await subscribers.write(one, 'none');
      await subscribers.write(confirmed(id('4', 1)), 'none');
      await subscribers.erase(show, id('4', 1));
      const everybody = [...others, paused, back]
        .map((one) => one.subscriberId)
        .concat(id('4', 1), id('9', 9));

      expect(await walk(audience)).toEqual([back.subscriberId]);
      expect(await audience.mailable(show, everybody, NOW)).toEqual(
        new Map([[back.subscriberId, back.address]]),
      );
    });

    it('gives the addresses of more members than one read of a table takes', async () => {
      const { subscribers, audience } = await newWorld();
      const ids = Array.from({ length: 120 }, (_, number) => id((number % 16).toString(16), number));
      await Promise.all(ids.map((one) => subscribers.write(confirmed(one), 'none')));
      const addresses = await audience.mailable(show, [...ids, ...ids], NOW);
      expect([...addresses.keys()].toSorted()).toEqual(ids.toSorted());
    });

    it('answers for no members at all', async () => {
      const { audience } = await newWorld();
      expect(await audience.mailable(show, [], NOW)).toEqual(new Map());
    });

    it('mails nobody any more who was suppressed, however often', async () => {
      const { subscribers, audience } = await newWorld();
      const ada = id('a', 1);
      await subscribers.write(confirmed(ada, { pausedUntil: iso(NOW - DAY) }), 'none');
      await audience.suppress(show, ada, 'bounce', NOW);
      await audience.suppress(show, ada, 'complaint', NOW + MINUTE);
      expect(await audience.mailable(show, [ada], NOW)).toEqual(new Map());
      expect(await subscribers.read(show, ada)).toMatchObject({
        subscriber: { status: 'suppressed', suppressedBy: 'bounce', suppressedAt: iso(NOW) },
      });
    });

    it('never undoes a leaving or an erasure by a suppression', async () => {
      const { subscribers, audience } = await newWorld();
      const [left, erased, unknown] = [id('a', 1), id('a', 2), id('a', 3)];
      await subscribers.write(unsubscribed(left), 'none');
      await subscribers.erase(show, erased);
      for (const one of [left, erased, unknown]) await audience.suppress(show, one, 'bounce', NOW);
      expect(await subscribers.read(show, left)).toMatchObject({ subscriber: { status: 'unsubscribed' } });
      expect(await subscribers.read(show, erased)).toBe('erased');
      expect(await subscribers.read(show, unknown)).toBeUndefined();
    });

    it('makes a writer read again who read before the suppression', async () => {
      const { subscribers, audience } = await newWorld();
      const ada = id('a', 1);
      await subscribers.write(confirmed(ada), 'none');
      const stored = await subscribers.read(show, ada);
      await audience.suppress(show, ada, 'complaint', NOW);
      if (stored === undefined || stored === 'erased') throw new Error('nobody is stored');
      expect(await subscribers.write(confirmed(ada), stored.revision)).toBe('changed meanwhile');
    });
  });
};

const walk = async (audience: Audience, from?: SubscriberId): Promise<readonly SubscriberId[]> => {
  const members: SubscriberId[] = [];
  let after = from;
  do {
    const page = await audience.confirmedAfter(show, after, NOW);
    members.push(...page.members);
    after = page.next;
  } while (after !== undefined);
  return members;
};
