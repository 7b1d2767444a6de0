import { expect, test } from 'vitest';
import { commit } from '../../lambdas/subscribers/commit.ts';
import type { SubscriberStore } from '../../lambdas/subscribers/ports.ts';
import { choose, leave, speak } from '../../lambdas/subscribers/transitions.ts';
import { confirmed, createWebsite } from '../web/website.ts';

const ADA = 'ada@example.com';
const NOW = Date.parse('2026-12-01T09:00:00Z');

test('transitions at the same time all count, as if one had come after the other', async () => {
  const site = await createWebsite();
  await site.put(confirmed(site, ADA));
  const who = confirmed(site, ADA);
  const until = NOW + 86_400_000;
  await Promise.all([
    commit(site.subscribers, who, (held) => choose(held, { kind: 'paused', until }, NOW)),
    commit(site.subscribers, who, (held) => speak(held, 'he', NOW)),
    commit(site.subscribers, who, (held) => speak(held, 'he', NOW)),
  ]);
  expect(site.row(ADA)).toMatchObject({ language: 'he', pausedUntil: new Date(until).toISOString() });
});

test('a leaving is not lost to a choice that was read before it', async () => {
  const site = await createWebsite();
  await site.put(confirmed(site, ADA));
  const who = confirmed(site, ADA);
  let once = true;
  const store: SubscriberStore = {
    ...site.subscribers,
    write: async (row, was) => {
      // Between the reading and the writing of the choice, the person leaves.
      if (once) {
        once = false;
        await commit(site.subscribers, who, (held) => leave(held, { by: 'one-click' }, NOW));
      }
      return site.subscribers.write(row, was);
    },
  };
  const { decision } = await commit(store, who, (held) =>
    choose(held, { kind: 'paused', until: NOW + 1 }, NOW),
  );
  expect(decision).toEqual({ kind: 'unchanged' });
  expect(site.row(ADA)).toMatchObject({ status: 'unsubscribed', leftBy: 'one-click' });
});

test('a row that is never free is a fault, not an endless loop', async () => {
  const site = await createWebsite();
  await site.put(confirmed(site, ADA));
  const store: SubscriberStore = { ...site.subscribers, write: async () => 'changed meanwhile' };
  const trying = commit(store, confirmed(site, ADA), (held) => speak(held, 'he', NOW));
  await expect(trying).rejects.toThrow('writes in a row lost');
});
