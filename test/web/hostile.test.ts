import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { WEB_SETTINGS } from '../../lambdas/web/ports.ts';
import { aShow, confirmed, createWebsite, stampIn } from './website.ts';

const REQUESTS = 10_000;
const ADA = 'ada@example.com';

/** What an attacker sends where a value is expected. */
const POISON = [
  '',
  ' ',
  '\0',
  '\r\nBcc: all@example.com',
  'a@b\r\nSubject: x',
  '../../etc/passwd',
  '%2e%2e%2f',
  '..%5c',
  '%00',
  '%E0%A4%A',
  '%ff%fe',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '*',
  '?',
  '#',
  '//evil.example',
  'https://evil.example/',
  'a'.repeat(3000),
  'ada@example.com,eve@example.com',
  '"a b"@example.com',
  'ada@[127.0.0.1]',
  'ada@localhost',
  'ada@@example.com',
  '@',
  'null',
  'NaN',
  '-1',
  'ada@exa mple.com',
  'ada@example.com\n',
  'аda@example.com',
  '😀@example.com',
  'SHOW',
  'LIMIT',
  'EPISODE#1',
  'deep-time#0',
];
const poison = fc.oneof(
  fc.constantFrom(...POISON),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 90 }),
);
const segment = poison.map((text) => {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
});

test(`${REQUESTS} hostile requests get 4xx with problem details, and the tables stay as they were`, async () => {
  const shows = [
    aShow(),
    aShow({ showId: 'night-sky', name: 'The Night Sky', signUp: { proofOfWork: true } }),
  ];
  const site = await createWebsite(shows, { settings: { ...WEB_SETTINGS, signUpsPerSourceHourly: 1e9 } });
  await site.put(confirmed(site, ADA));
  await site.signUp('pending@example.com');
  const expired = site.mails[0]?.token ?? '';
  site.clock.advance(49 * 3_600_000);
  const stamp = stampIn(await site.visit('/s/deep-time/subscribe'));
  site.clock.advance(5000);
  const before = site.rows();
  const mailed = site.mails.length;

  // Tokens that are real, in places where they must not work, and ones that nearly are.
  const good = (['confirm', 'unsubscribe', 'preferences'] as const).map((purpose) =>
    site.token(purpose, ADA),
  );
  const [forConfirm = '', forLeaving = '', forChoosing = ''] = good;
  const flipped = good.map(
    (token) => `${token.slice(0, 40)}${token[40] === 'x' ? 'y' : 'x'}${token.slice(41)}`,
  );
  const wrongPlaces = [
    ...[forConfirm, forChoosing, ...flipped].map((token) => `/s/deep-time/unsubscribe/${token}`),
    ...[forLeaving, forChoosing, ...flipped, expired].map((token) => `/s/deep-time/confirm/${token}`),
    ...[forConfirm, forLeaving, ...flipped].flatMap((token) => [
      `/s/deep-time/preferences/${token}`,
      `/s/deep-time/data/${token}`,
    ]),
    ...good.flatMap((token) =>
      ['unsubscribe', 'confirm', 'preferences', 'data'].map((page) => `/s/night-sky/${page}/${token}`),
    ),
  ];
  const path = fc.oneof(
    fc.constantFrom(...wrongPlaces),
    segment.map((text) => `/s/${text}z`),
    fc
      .tuple(fc.constantFrom('unsubscribe', 'confirm', 'preferences', 'data', 'episodes', 'nothing'), segment)
      .map(([page, text]) => `/s/deep-time/${page}/${text}`),
    segment.map((text) => `/${text}z/${text}`),
    fc.constantFrom(
      '//s/deep-time',
      '/s/../s/no-show',
      '/s/./%2e%2e/x',
      '/s/deep-time/%2e%2e/no-show',
      '/s/deep-time/subscribe/',
      '/api',
      '/api/shows/no-show',
      '/api/shows/__proto__',
      '/s/constructor',
      '/s/deep-time/episodes/__proto__',
      '/.env',
      '/wp-login.php',
    ),
    fc
      .constantFrom(
        'sign-ups',
        'confirmations',
        'renewals',
        'leavings',
        'preferences',
        'held-data',
        'no-such',
      )
      .map((name) => `/api/shows/deep-time/${name}`),
    fc.constant('/s/deep-time/subscribe'),
  );
  const json = fc.oneof(
    fc.json(),
    fc
      .record({ address: poison, stamp: fc.constantFrom(stamp, 'x', '') })
      .map((body) => JSON.stringify({ ...body, extra: 1 })),
    fc.constantFrom(
      '{"__proto__":{"token":"x"},"token":"x"}',
      '{"token":{"$ne":null}}',
      '{"token":["x"]}',
      '[]',
      'null',
      '"x"',
      '{',
      '[[[[',
      '['.repeat(5000),
      `{"token":"${forLeaving}","__proto__":1}`,
      `{"token":"${forConfirm}","reason":"wrong purpose"}`,
    ),
  );
  const form = fc.oneof(
    fc
      .array(fc.tuple(poison, poison), { maxLength: 5 })
      .map((pairs) =>
        pairs
          .map(
            ([name, value]) =>
              `${encodeURIComponent(name.replaceAll(/[\ud800-\udfff]/g, ''))}=${encodeURIComponent(value.replaceAll(/[\ud800-\udfff]/g, ''))}`,
          )
          .join('&'),
      ),
    fc
      .tuple(
        fc.constantFrom(...POISON.filter((text) => text.includes('@') && !/^ada@example\.com\n$/.test(text))),
        fc.constantFrom(stamp, 'x'),
      )
      .map(([address, stamp]) => `address=${encodeURIComponent(address)}&stamp=${stamp}`),
    fc.constantFrom(
      'a'.repeat(20_000),
      '--x\r\nContent-Disposition: form-data; name="address"\r\n\r\nada',
      'List-Unsubscribe=One-Click',
      '%',
      '&&&===',
      '\0',
    ),
  );
  const request = fc.record({
    path,
    method: fc.constantFrom(
      'POST',
      'POST',
      'POST',
      'GET',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
      'TRACE',
      'PROPFIND',
      'post',
    ),
    type: fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'text/plain',
      'application/xml',
      'application/json; charset=utf-16',
      'x',
      '',
    ),
    body: fc.option(fc.oneof(json, form), { nil: undefined }),
    isBase64Encoded: fc.boolean(),
    extra: fc.constantFrom(
      {},
      { authorization: 'Bearer x' },
      { authorization: `Bearer ${forLeaving}` },
      { authorization: 'Basic eDp5' },
      { 'x-forwarded-for': '1.1.1.1', host: 'evil.example' },
      { 'x-odd': '\r\nSet-Cookie: a=b' },
      { 'content-length': '-1' },
      { 'transfer-encoding': 'chunked' },
    ),
  });

  let refused = 0;
  for (const { path: target, method, type, body, isBase64Encoded, extra } of fc.sample(request, {
    numRuns: REQUESTS,
    seed: 20261201,
  })) {
    const answer = await site.visit(target, {
      method,
      headers: { accept: '*/*', ...(type === '' ? {} : { 'content-type': type }), ...extra },
      ...(body === undefined ? {} : { body }),
      isBase64Encoded,
    });
    const told = `${method} ${target} ${type} ${body}`;
    expect(answer.statusCode, told).toBeLessThan(500);
    // A page that only asks again, or says that a form came in: nothing was done.
    if (answer.statusCode < 400) continue;
    refused += 1;
    expect(answer.headers['content-type'], told).toBe('application/problem+json');
    expect(JSON.parse(answer.body), told).toMatchObject({
      status: answer.statusCode,
      type: expect.stringMatching(/^\/problems\//),
    });
    expect(Object.keys(answer.headers)).not.toContain('set-cookie');
  }
  expect(refused).toBeGreaterThan(REQUESTS * 0.8);
  expect(site.rows()).toEqual(before);
  expect(site.mails).toHaveLength(mailed);
  expect(site.events).toEqual([]);
}, 60_000);

test('an event that is none is refused, not thrown at', async () => {
  const { handler } = await createWebsite();
  for (const event of [
    undefined,
    null,
    1,
    'x',
    [],
    {},
    { rawPath: 1 },
    { rawPath: 'no-slash', requestContext: { http: { method: 'GET', sourceIp: 'x' } } },
    { rawPath: '/', requestContext: {} },
    {
      rawPath: '/',
      headers: { 'bad header': 'x' },
      requestContext: { http: { method: 'GET', sourceIp: 'x' } },
    },
  ]) {
    const answer = await handler(event);
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, type: '/problems/malformed-request' });
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  }
});

test('somebody whose address is longer than any of ours gets a page, and a program its problem', async () => {
  const { visit } = await createWebsite();
  const path = `/s/deep-time/${'x'.repeat(5000)}`;
  const page = await visit(path);
  expect(page).toMatchObject({ statusCode: 400, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  const program = await visit(`/api/${path}`);
  expect(program.headers['content-type']).toBe('application/problem+json');
});

test('a method that an address does not answer is a 405 that names those it does', async () => {
  const { visit, token } = await createWebsite();
  const headers = { accept: '*/*' };
  for (const [method, path, allowed] of [
    ['PUT', '/s/deep-time', 'GET, HEAD'],
    ['DELETE', '/s/deep-time/subscribe', 'GET, HEAD, POST'],
    ['OPTIONS', `/s/deep-time/unsubscribe/${token('unsubscribe', ADA)}`, 'GET, HEAD, POST'],
    ['GET', '/api/shows/deep-time/sign-ups', 'POST'],
    ['POST', '/api/shows/deep-time/preferences', 'GET, HEAD, PATCH'],
    ['POST', '/api/openapi.json', 'GET, HEAD'],
    ['TRACE', '/api/shows/deep-time', 'GET, HEAD'],
  ] as const) {
    const answer = await visit(path, { method, headers });
    expect(answer, `${method} ${path}`).toMatchObject({ statusCode: 405, headers: { allow: allowed } });
    expect(JSON.parse(answer.body)).toMatchObject({ type: '/problems/method-not-allowed', status: 405 });
  }
  expect(await visit('/s/deep-time/nothing', { method: 'PUT', headers })).toMatchObject({ statusCode: 404 });
});

test('a slash at the end, and a body that came with a GET, do no harm', async () => {
  const { visit } = await createWebsite();
  expect((await visit('/s/deep-time/')).statusCode).toBe(200);
  expect((await visit('/s/deep-time/subscribe/')).statusCode).toBe(200);
  expect((await visit('/s/deep-time', { body: '' })).statusCode).toBe(200);
  expect((await visit('/s/deep-time', { method: 'HEAD', body: 'x' })).statusCode).toBe(200);
});

test('what breaks on our side is a 500 that tells nothing, and is logged without the address', async () => {
  const site = await createWebsite([aShow()], {
    confirmations: { send: () => Promise.reject(new Error('boom')) },
  });
  const answer = await site.signUp(ADA, { headers: { accept: '*/*' } });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('boom');
  expect(site.events).toEqual([
    { event: 'web.failed', fields: { route: '/s/:show/subscribe', error: 'Error', message: 'boom' } },
  ]);
});
