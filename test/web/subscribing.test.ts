import { expect, test } from 'vitest';
import { aShow, confirmed, createWebsite } from './website.ts';

const ADA = 'ada@example.com';

test('a person signs up, confirms by the button behind the link, and leaves by the button behind the other', async () => {
  const site = await createWebsite();
  const answer = await site.signUp(ADA);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('Check your email');
  expect(site.row(ADA)).toMatchObject({ status: 'pending' });
  expect(site.mails).toHaveLength(1);

  const link = `/s/deep-time/confirm/${site.mails[0]?.token}`;
  expect((await site.visit(link)).body).toContain('Yes, subscribe me');
  expect(site.row(ADA)).toMatchObject({ status: 'pending' });
  expect((await site.submit(link, {})).body).toContain('You are subscribed');
  expect(site.row(ADA)).toMatchObject({ status: 'confirmed', consent: { source: 'form' } });

  const leaving = `/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`;
  expect((await site.visit(leaving)).body).toContain('Leave Deep Time?');
  expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
  const goodbye = await site.submit(leaving, { action: 'leave', reason: 'too-many', words: 'Twice a day!' });
  expect(goodbye.body).toContain('You have left Deep Time');
  expect(site.row(ADA)).toMatchObject({
    status: 'unsubscribed',
    leftBy: 'page',
    reason: 'too-many: Twice a day!',
    consent: { source: 'form' },
  });
});

test('the link that confirmed once does not bring back somebody who left since', async () => {
  const site = await createWebsite();
  await site.signUp(ADA);
  const link = `/s/deep-time/confirm/${site.mails[0]?.token}`;
  await site.submit(link, {});
  await site.submit(`/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`, { action: 'leave' });
  expect((await site.submit(link, {})).body).toContain('There is nothing to confirm');
  expect(site.row(ADA)).toMatchObject({ status: 'unsubscribed' });
});

const PART = 'Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n';

test.each([
  ['urlencoded', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'urlencoded with a charset',
    'application/x-www-form-urlencoded; charset=UTF-8',
    'List-Unsubscribe=One-Click',
  ],
  ['multipart', 'multipart/form-data; boundary=frontier', `--frontier\r\n${PART}--frontier--\r\n`],
  ['a quoted boundary', 'multipart/form-data; boundary="a b=c"', `--a b=c\r\n${PART}--a b=c--\r\n`],
  ['fields beside it', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click&x=1&mailto='],
  ['an empty body', 'application/x-www-form-urlencoded', ''],
  ['no type of the body', undefined, 'List-Unsubscribe=One-Click'],
  ['neither body nor type', undefined, undefined],
])('bar 26: one-click works with %s, in base64 too, without cookies, and twice', async (_, type, text) => {
  const site = await createWebsite();
  const base64 = text === undefined ? undefined : Buffer.from(text).toString('base64');
  for (const isBase64Encoded of [true, false]) {
    const who = `ada-${isBase64Encoded}@example.com`;
    await site.put(confirmed(site, who));
    const path = `/s/deep-time/unsubscribe/${site.token('unsubscribe', who)}`;
    const body = isBase64Encoded ? base64 : text;
    for (const time of ['first', 'second']) {
      const answer = await site.visit(path, {
        method: 'POST',
        headers: { accept: '*/*', ...(type !== undefined && { 'content-type': type }) },
        ...(body !== undefined && { body }),
        isBase64Encoded,
      });
      expect(answer.statusCode, time).toBe(200);
      expect(Object.keys(answer.headers)).not.toContain('set-cookie');
      expect(Object.keys(answer.headers)).not.toContain('location');
      expect(site.row(who)).toMatchObject({ status: 'unsubscribed', leftBy: 'one-click' });
    }
  }
});

test('bar 26: one-click answers somebody who was erased, or never held, like everybody', async () => {
  const site = await createWebsite();
  await site.put(confirmed(site, ADA));
  await site.subscribers.erase(aShow().showId, site.idOf(ADA));
  for (const who of [ADA, 'never-held@example.com']) {
    const path = `/s/deep-time/unsubscribe/${site.token('unsubscribe', who)}`;
    const answer = await site.submit(path, { 'List-Unsubscribe': 'One-Click' });
    expect(answer.statusCode).toBe(200);
  }
  expect(site.row(ADA)).toBe('erased');
  expect(site.row('never-held@example.com')).toBeUndefined();
});

test('a form without the signed time, as one pasted into another site, asks for one more press', async () => {
  const site = await createWebsite();
  const answer = await site.submit('/s/deep-time/subscribe', { address: ADA });
  expect(answer.body).toContain('One more press');
  expect(answer.body).toContain(`value="${ADA}"`);
  expect(site.row(ADA)).toBeUndefined();
});

test('a robot that fills in the hidden field gets the usual answer and nothing happens', async () => {
  const site = await createWebsite();
  const form = await site.visit('/s/deep-time/subscribe');
  site.clock.advance(5000);
  const stamp = /name="stamp" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  const answer = await site.submit('/s/deep-time/subscribe', {
    address: ADA,
    website: 'https://spam.example',
    stamp,
  });
  expect(answer.body).toContain('Check your email');
  expect(site.row(ADA)).toBeUndefined();
  expect(site.mails).toHaveLength(0);
});
