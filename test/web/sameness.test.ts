import { beforeAll, describe, expect, test } from 'vitest';
import type { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import type { ManualClock } from '../in-memory/clock.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';
import { address, aShow, confirmed, createWebsite, stampIn, type Website } from './website.ts';

const STATES = ['new', 'erased', 'pending', 'confirmed', 'unsubscribed', 'suppressed'] as const;
const of = (state: (typeof STATES)[number], n = 0) => `${state}-${n}@example.com`;

/** One person in each state. */
const populate = async (site: Website, n = 0) => {
  const person = (state: (typeof STATES)[number]) => ({
    showId: aShow().showId,
    subscriberId: site.idOf(of(state, n)),
    address: address(of(state, n)),
    createdAt: '2026-01-01T00:00:00.000Z',
  });
  const at = '2026-02-01T00:00:00.000Z';
  const people: readonly Subscriber[] = [
    {
      ...person('pending'),
      status: 'pending',
      request: { requestedAt: at, source: 'form' },
      expiresAt: '2027-01-01T00:00:00.000Z',
    },
    confirmed(site, of('confirmed', n)),
    { ...person('unsubscribed'), status: 'unsubscribed', leftAt: at, leftBy: 'page' },
    { ...person('suppressed'), status: 'suppressed', suppressedAt: at, suppressedBy: 'complaint' },
  ];
  for (const one of people) await site.put(one);
  await site.subscribers.erase(aShow().showId, site.idOf(of('erased', n)));
};

describe('bar 25: signing up is answered the same', () => {
  let site: Website;
  beforeAll(async () => {
    site = await createWebsite();
    await populate(site);
  });

  test('in status, headers and text, on the page', async () => {
    const answers = [];
    for (const state of STATES) {
      const answer = await site.signUp(of(state));
      answers.push({ ...answer, body: answer.body.replaceAll(of(state), '(address)') });
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.statusCode).toBe(200);
  });

  test('in status, headers and body, through the API', async () => {
    const answers = [];
    for (const state of STATES) {
      const form = await site.visit('/s/deep-time/subscribe');
      site.clock.advance(5000);
      answers.push(
        await site.visit('/api/shows/deep-time/sign-ups', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ address: of(state), stamp: stampIn(form) }),
        }),
      );
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.statusCode).toBe(202);
  });

  test('also when the mailbox has had its confirmations: nobody learns that somebody asked before', async () => {
    const first = await site.signUp('twice@example.com');
    const second = await site.signUp('twice@example.com');
    expect(second).toEqual(first);
    expect(site.mails.filter(({ to }) => to === 'twice@example.com')).toHaveLength(1);
  });

  test('and each of them is sent the same mail', () => {
    for (const state of STATES) expect(site.mails.filter(({ to }) => to === of(state))).toHaveLength(1);
  });
});

/** Real time, and a table and a mail service as slow and uneven as real ones. */
const realClock: ManualClock = {
  advance: () => undefined,
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
};
const takes = (least: number, most: number) => realClock.sleep(least + Math.random() * (most - least));

const timedSite = async (answerMilliseconds: number) => {
  const subscribers = createInMemorySubscribers();
  const site = await createWebsite([aShow()], {
    clock: realClock,
    subscribers: {
      ...subscribers,
      read: async (show, id) => (await takes(1, 3), subscribers.read(show, id)),
      write: async (row, was) => (await takes(2, 5), subscribers.write(row, was)),
    },
    confirmations: { send: () => takes(30, 50) },
    settings: { signUpsPerSourceHourly: 1_000_000, formSeconds: 0, answerMilliseconds },
  });
  return {
    ...site,
    put: async (row: Subscriber) => void (await subscribers.write(row, 'none')),
    subscribers,
  };
};

/** The chance that a time of one lot is longer than one of the other: 0.5 says that time tells nothing. */
const chanceOfLonger = (one: readonly number[], other: readonly number[]): number => {
  const longer = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
  return longer.reduce<number>((sum, each) => sum + each, 0) / longer.length;
};

const timesOf = async (site: Website, addressOf: (n: number) => string, count: number) => {
  const stamp = stampIn(await site.visit('/s/deep-time/subscribe'));
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      await realClock.sleep(n * 7);
      const began = performance.now();
      await site.submit('/s/deep-time/subscribe', { address: addressOf(n), stamp });
      return Math.round(performance.now() - began);
    }),
  );
};

test('bar 25: the time of the answer does not tell whether a mail went out', async () => {
  const measure = async (step: number) => {
    const site = await timedSite(step);
    // The mailbox of these has just had a confirmation: no mail is sent, which is the quickest way through.
    await timesOf(site, (n) => `known-${n}@example.com`, 60);
    const [quick, slow] = await Promise.all([
      timesOf(site, (n) => `known-${n}@example.com`, 60),
      timesOf(site, (n) => `fresh-${n}@example.com`, 60),
    ]);
    return chanceOfLonger(slow, quick);
  };
  // Without the even step the two can be told apart, or this test would prove nothing.
  expect(await measure(1)).toBeGreaterThan(0.75);
  const chance = await measure(300);
  expect(chance).toBeGreaterThan(0.3);
  expect(chance).toBeLessThan(0.7);
});
