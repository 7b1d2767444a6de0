import { expect, test } from 'vitest';
import type { OutgoingMessage } from '../../lambdas/announcements/ports.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import { signToken } from '../../lambdas/subscribers/tokens.ts';
import { addressOf, ANNOUNCEMENT, createWorld, idOf, SHOW } from '../announcements/world.ts';
import { createWebsite, KEYS } from './website.ts';

const link = (purpose: 'unsubscribe' | 'preferences', n: number) =>
  `/s/${SHOW.showId}/${purpose}/${signToken(KEYS, { purpose, show: SHOW.showId, subscriber: idOf(n) })}`;

test('bar 28: leaving is in force before the next window of a running announcement', async () => {
  const world = createWorld();
  await world.planned(100);
  const site = await createWebsite([SHOW], { subscribers: world.subscribers, clock: world.clock });
  const delivery = `delivery:${SHOW.showId}`;
  let sent = 0;
  const send = async (message: OutgoingMessage) => {
    sent += 1;
    // While the first window is on its way, people at the end leave, in every way there is.
    if (sent === 3) {
      await site.submit(link('unsubscribe', 100), { action: 'leave' });
      await site.submit(link('unsubscribe', 99), { 'List-Unsubscribe': 'One-Click' });
      await site.submit(link('preferences', 98), { action: 'save', [delivery]: 'off' });
      const until = '2026-12-24';
      await site.submit(link('preferences', 97), {
        action: 'save',
        [delivery]: 'paused',
        [`until:${SHOW.showId}`]: until,
      });
      await site.visit(`/api/shows/${SHOW.showId}/leavings`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: link('unsubscribe', 96).split('/').at(-1) }),
      });
    }
    return world.mailer.send(message);
  };
  const mailer = { ...world.mailer, send };
  await sendBatch({ ...world.deps, mailer }, { announcementId: ANNOUNCEMENT, batch: 0 }, () => 900_000);
  expect(world.ledger()).toBe(`${'A'.repeat(95)}${'E'.repeat(5)}`);
  expect(world.mailed()).not.toContain(addressOf(100));
});

test('a pause ends by itself on the day that was chosen', async () => {
  const world = createWorld();
  await world.given(2);
  const site = await createWebsite([SHOW], { subscribers: world.subscribers, clock: world.clock });
  const fields = { [`delivery:${SHOW.showId}`]: 'paused', [`until:${SHOW.showId}`]: '2026-12-02' };
  expect((await site.submit(link('preferences', 1), fields)).body).toContain('Saved.');
  const mailable = () => world.audience.mailable(SHOW.showId, [idOf(1), idOf(2)], world.clock.now());
  expect([...(await mailable()).keys()]).toEqual([idOf(2)]);
  world.clock.advance(86_400_000);
  expect([...(await mailable()).keys()]).toEqual([idOf(1), idOf(2)]);
});

test('leaving by mail and page at once, a hundred times, is one leaving', async () => {
  const world = createWorld();
  await world.given(1);
  const site = await createWebsite([SHOW], { subscribers: world.subscribers, clock: world.clock });
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      site.submit(
        link('unsubscribe', 1),
        n % 2 === 0 ? { action: 'leave' } : { 'List-Unsubscribe': 'One-Click' },
      ),
    ),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect(await world.subscribers.read(SHOW.showId, idOf(1))).toMatchObject({ revision: 2 });
});
