import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WEB_SETTINGS } from '../../lambdas/web/ports.ts';
import { aShow, createWebsite, stampIn } from './website.ts';

const ADA = 'ada@example.com';
const MINUTE = 60_000;
const shows = [aShow(), aShow({ showId: 'night-sky', name: 'The Night Sky' })];
const unlimitedSources = { settings: { ...WEB_SETTINGS, signUpsPerSourceHourly: 1_000_000 } };

describe('bar 30: nobody is bombed', () => {
  test('with 200 sign-ups at the same time: one row, one mail', async () => {
    const site = await createWebsite(shows, unlimitedSources);
    const stamp = stampIn(await site.visit('/s/deep-time/subscribe'));
    site.clock.advance(5000);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        site.submit('/s/deep-time/subscribe', { address: ADA, stamp }, { source: `192.0.2.${n}` }),
      ),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(site.rows()).toHaveLength(1);
    expect(site.mails).toHaveLength(1);
  });

  test('at any pace, through any show and way: one in ten minutes and three in any 24 hours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 20, maxLength: 120 }),
        async (waits) => {
          const site = await createWebsite(shows, unlimitedSources);
          const sent: number[] = [];
          const leaving = `/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`;
          const ways = [
            () => site.signUp(ADA),
            () => site.signUp(ADA, {}, shows[1]?.showId),
            () => site.signUp('ADA+again@EXAMPLE.com'),
            () => site.submit(leaving, { action: 'return' }),
            () => site.submit(`/s/deep-time/confirm/${site.mails[0]?.token}`, { action: 'renew' }),
          ];
          for (const [n, wait] of waits.entries()) {
            site.clock.advance(wait * MINUTE);
            const before = site.mails.length;
            await ways[n % ways.length]?.();
            for (let more = before; more < site.mails.length; more += 1) sent.push(site.clock.now());
          }
          for (const [index, at] of sent.entries()) {
            expect(at - (sent[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(10 * MINUTE);
            expect(at - (sent[index - 3] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(
              24 * 60 * MINUTE,
            );
          }
          expect(sent.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('and a source that signs many up is told to wait, whoever they are', async () => {
    const site = await createWebsite();
    const stamp = stampIn(await site.visit('/s/deep-time/subscribe'));
    site.clock.advance(5000);
    const signUp = (n: number, source: string) =>
      site.submit('/s/deep-time/subscribe', { address: `reader${n}@example.com`, stamp }, { source });
    for (let n = 0; n < WEB_SETTINGS.signUpsPerSourceHourly; n += 1)
      expect((await signUp(n, '2001:db8::1')).statusCode).toBe(200);
    const refused = await signUp(1000, '2001:db8::2');
    expect(refused.statusCode).toBe(429);
    expect(refused.body).toContain('Too many sign-ups from here');
    expect((await signUp(1001, '192.0.2.9')).statusCode).toBe(200);
    site.clock.advance(60 * MINUTE);
    expect((await signUp(1002, '2001:db8::2')).statusCode).toBe(200);
  });
});
