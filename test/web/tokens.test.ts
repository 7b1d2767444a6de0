import { describe, expect, test } from 'vitest';
import { signToken, type TokenPurpose } from '../../lambdas/subscribers/tokens.ts';
import { aShow, confirmed, createWebsite, KEYS, stampIn, type Website } from './website.ts';

const ADA = 'ada@example.com';
const HOUR = 3_600_000;

const paths: Readonly<Record<TokenPurpose, readonly string[]>> = {
  confirm: ['confirm'],
  unsubscribe: ['unsubscribe'],
  preferences: ['preferences', 'data'],
};

const twoShows = () => createWebsite([aShow(), aShow({ showId: 'night-sky', name: 'The Night Sky' })]);

/** Every way to press the button behind a link. */
const press = async (site: Website, path: string) => {
  const answers = [await site.visit(path)];
  for (const fields of [
    {},
    { action: 'leave' },
    { action: 'return' },
    { action: 'renew' },
    { sure: 'yes' },
  ] as const)
    answers.push(await site.submit(path, fields));
  answers.push(await site.submit(path, { 'List-Unsubscribe': 'One-Click' }));
  return answers;
};

describe('bar 27: a token that is not right changes nothing and says little', () => {
  const forgeries: readonly (readonly [string, (token: string) => string])[] = [
    ['is cut short', (token) => token.slice(0, -1)],
    ['has a bit changed', (token) => `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`],
    ['has its last character changed', (token) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['has something behind it', (token) => `${token}A`],
    ['is made of zeros', () => 'A'.repeat(66)],
  ];
  test.each(forgeries)('when it %s', async (_, forge) => {
    const site = await twoShows();
    await site.put(confirmed(site, ADA));
    const before = site.rows();
    for (const purpose of ['confirm', 'unsubscribe', 'preferences'] as const)
      for (const page of paths[purpose])
        for (const answer of await press(site, `/s/deep-time/${page}/${forge(site.token(purpose, ADA))}`)) {
          expect(answer.statusCode).toBe(404);
          expect(answer.body).toContain('This link does not work');
          expect(answer.body).not.toContain('example.com</');
        }
    expect(site.rows()).toEqual(before);
    expect(site.mails).toEqual([]);
  });

  test('when it was made for another purpose, or for another show', async () => {
    const site = await twoShows();
    await site.put(confirmed(site, ADA));
    const before = site.rows();
    const purposes = ['confirm', 'unsubscribe', 'preferences'] as const;
    for (const made of purposes)
      for (const used of purposes)
        for (const page of paths[used]) {
          const foreign = `/s/night-sky/${page}/${site.token(made, ADA)}`;
          const swapped = `/s/deep-time/${page}/${site.token(made, ADA)}`;
          for (const path of made === used ? [foreign] : [foreign, swapped])
            for (const answer of await press(site, path)) expect(answer.statusCode, path).toBe(404);
        }
    expect(site.rows()).toEqual(before);
  });

  test('when it was signed with a key that is not ours', async () => {
    const site = await twoShows();
    const other = { ...KEYS, signing: [{ number: 1, key: Buffer.alloc(32, 77) }] };
    const claim = { show: aShow().showId, subscriber: site.idOf(ADA) };
    for (const purpose of ['confirm', 'unsubscribe', 'preferences'] as const) {
      const answer = await site.visit(`/s/deep-time/${purpose}/${signToken(other, { purpose, ...claim })}`);
      expect(answer.statusCode).toBe(404);
    }
  });
});

test('bar 27: an unsubscribe link works after a hundred years', async () => {
  const site = await createWebsite();
  await site.put(confirmed(site, ADA));
  const path = `/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`;
  site.clock.advance(100 * 365 * 24 * HOUR);
  expect((await site.submit(path, { 'List-Unsubscribe': 'One-Click' })).statusCode).toBe(200);
  expect(site.row(ADA)).toMatchObject({ status: 'unsubscribed' });
});

test('bar 27: a confirmation link expires after 48 hours and offers a new one', async () => {
  const site = await createWebsite();
  await site.signUp(ADA);
  const path = `/s/deep-time/confirm/${site.mails[0]?.token}`;
  site.clock.advance(48 * HOUR - 60_000);
  const page = await site.visit(path);
  expect(page.body).toContain('Yes, subscribe me');
  expect(page.headers['x-robots-tag']).toBe('noindex');
  site.clock.advance(60_000);
  const expired = await site.visit(path);
  expect(expired.statusCode).toBe(410);
  expect(expired.body).toContain('Send me a new link');
  expect((await site.submit(path, {})).statusCode).toBe(410);
  expect(site.row(ADA)).toMatchObject({ status: 'pending' });

  expect((await site.submit(path, { action: 'renew' })).body).toContain('Check your email');
  expect(site.mails).toHaveLength(2);
  const answer = await site.submit(`/s/deep-time/confirm/${site.mails[1]?.token}`, {});
  expect(answer.body).toContain('You are subscribed');
});

test('bar 27: a renewal for somebody whose row is gone promises no mail, and offers to sign up', async () => {
  const site = await createWebsite();
  await site.signUp(ADA);
  const path = `/s/deep-time/confirm/${site.mails[0]?.token}`;
  site.clock.advance(8 * 24 * HOUR);
  const answer = await site.submit(path, { action: 'renew' });
  expect(answer.statusCode).toBe(409);
  expect(answer.body).toContain('There is nothing to confirm');
  expect(site.mails).toHaveLength(1);
  const form = { address: ADA, stamp: stampIn(answer) };
  site.clock.advance(5000);
  await site.submit('/s/deep-time/subscribe', form);
  expect(site.mails).toHaveLength(2);

  await site.subscribers.erase(aShow().showId, site.idOf(ADA));
  const leaving = `/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`;
  expect((await site.submit(leaving, { action: 'return' })).body).toContain('Subscribe to Deep Time');
  expect(site.mails).toHaveLength(2);
});

test('keys rotate: links signed with the old key go on working, new ones carry the new key', async () => {
  const old = await createWebsite();
  const path = `/s/deep-time/unsubscribe/${old.token('unsubscribe', ADA)}`;
  const rotated = { ...KEYS, signing: [{ number: 2, key: Buffer.alloc(32, 3) }, ...KEYS.signing] };
  const site = await createWebsite([aShow()], { keys: rotated });
  await site.put(confirmed(site, ADA));
  await site.submit(path, { 'List-Unsubscribe': 'One-Click' });
  expect(site.row(ADA)).toMatchObject({ status: 'unsubscribed' });

  await site.signUp('bob@example.com');
  expect(Buffer.from(site.mails[0]?.token ?? '', 'base64url')[0]).toBe(2);
  // A form that was open while the key changed still counts.
  const form = await old.visit('/s/deep-time/subscribe');
  const stamp = /name="stamp" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  site.clock.advance(5000);
  const answer = await site.submit('/s/deep-time/subscribe', { address: 'eve@example.com', stamp });
  expect(answer.body).toContain('Check your email');
});
