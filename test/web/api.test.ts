import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openApi } from '../../lambdas/web/api/openapi.ts';
import { OPERATIONS } from '../../lambdas/web/api/operations.ts';
import { aShow, confirmed, createWebsite, type Website } from './website.ts';

const ADA = 'ada@example.com';
const shows = [
  aShow({ origins: ['https://deep-time.example'] }),
  aShow({ showId: 'night-sky', name: 'The Night Sky' }),
];

const call = async (
  site: Website,
  method: string,
  path: string,
  { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
) => {
  const answer = await site.visit(`/api/shows/deep-time${path}`, {
    method,
    headers: {
      accept: '*/*',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { ...answer, json: answer.body === '' ? undefined : JSON.parse(answer.body) };
};

test('the whole way by API: form, sign-up, confirmation, preferences, held data, leaving, erasing', async () => {
  const site = await createWebsite(shows);
  const { json: form } = await call(site, 'GET', '/form');
  site.clock.advance(form.usableAfterSeconds * 1000);
  const signedUp = await call(site, 'POST', '/sign-ups', {
    body: { address: ADA, stamp: form.stamp, language: 'he' },
  });
  expect(signedUp).toMatchObject({ statusCode: 202, json: { status: 'check-mail' } });
  expect(site.mails[0]).toMatchObject({ to: ADA, language: 'he' });
  expect(site.row(ADA)).toMatchObject({ status: 'pending', language: 'he', request: { source: 'api' } });

  const done = await call(site, 'POST', '/confirmations', { body: { token: site.mails[0]?.token } });
  expect(done).toMatchObject({ statusCode: 200, json: { status: 'confirmed' } });
  const token = done.json.preferencesToken;
  expect((await call(site, 'GET', '/preferences', { token })).json).toEqual({
    address: ADA,
    language: 'he',
    shows: [
      { show: 'deep-time', name: 'Deep Time', status: 'confirmed' },
      { show: 'night-sky', name: 'The Night Sky', status: 'none' },
    ],
  });
  const body = { language: 'de', shows: [{ show: 'deep-time', delivery: 'paused', until: '2027-01-01' }] };
  expect((await call(site, 'PATCH', '/preferences', { token, body })).json).toMatchObject({
    language: 'de',
    shows: [{ pausedUntil: '2027-01-01T00:00:00.000Z' }, { status: 'none' }],
  });
  expect((await call(site, 'GET', '/held-data', { token })).json.subscriptions).toHaveLength(1);

  const leaving = { token: site.token('unsubscribe', ADA), reason: 'Twice a day!' };
  expect((await call(site, 'POST', '/leavings', { body: leaving })).json).toEqual({ status: 'left' });
  expect((await call(site, 'POST', '/leavings', { body: leaving })).statusCode).toBe(200);
  expect(site.row(ADA)).toMatchObject({ status: 'unsubscribed', leftBy: 'api', reason: 'Twice a day!' });

  expect((await call(site, 'DELETE', '/held-data', { token })).statusCode).toBe(204);
  expect((await call(site, 'DELETE', '/held-data', { token })).statusCode).toBe(204);
  expect(site.row(ADA)).toBe('erased');
  expect(await call(site, 'GET', '/preferences', { token })).toMatchObject({
    statusCode: 404,
    json: { type: '/problems/not-held' },
  });
});

test('an expired confirmation is renewed', async () => {
  const site = await createWebsite(shows);
  await site.signUp(ADA);
  site.clock.advance(49 * 3_600_000);
  const body = { token: site.mails[0]?.token };
  expect(await call(site, 'POST', '/confirmations', { body })).toMatchObject({
    statusCode: 410,
    json: { type: '/problems/expired-token' },
  });
  expect(await call(site, 'POST', '/renewals', { body })).toMatchObject({ statusCode: 202 });
  expect(site.mails).toHaveLength(2);
});

describe('errors say which field breaks which rule, and never repeat the value', () => {
  test.each([
    ['POST', '/sign-ups', { address: 'ada' }, ['stamp']],
    ['POST', '/sign-ups', { address: 'secret@', stamp: 'x', more: 1 }, ['more']],
    ['POST', '/confirmations', {}, ['token']],
    [
      'PATCH',
      '/preferences',
      { shows: [{ show: 'deep-time', delivery: 'paused', until: '2020-01-01' }] },
      ['shows[0].until'],
    ],
    ['PATCH', '/preferences', { shows: [{ show: 'no-show', delivery: 'on' }] }, ['shows[0].show']],
    ['PATCH', '/preferences', { language: 'tlh' }, ['language']],
  ])('%s %s %j', async (method, path, body, fields) => {
    const site = await createWebsite(shows);
    await site.put(confirmed(site, ADA));
    const answer = await call(site, method, path, { body, token: site.token('preferences', ADA) });
    expect(answer).toMatchObject({
      statusCode: 422,
      json: { type: '/problems/invalid-fields', status: 422 },
    });
    expect(answer.json.faults.map(({ field }: { field: string }) => field)).toEqual(fields);
    expect(answer.body).not.toMatch(/secret|tlh|2020/);
  });

  test.each([
    ['GET', undefined],
    ['GET', 'forged'],
    ['DELETE', 'forged'],
  ])('%s without a good token is 401', async (method, token) => {
    const site = await createWebsite(shows);
    await site.put(confirmed(site, ADA));
    const path = '/held-data';
    const answer = await call(site, method, path, token === undefined ? {} : { token });
    expect(answer).toMatchObject({ statusCode: 401, json: { type: '/problems/invalid-token' } });
    expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
  });
});

describe('other origins', () => {
  const preflight = (site: Website, origin: string) =>
    call(site, 'OPTIONS', '/sign-ups', {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  test('that the show lists may call the API, without cookies', async () => {
    const site = await createWebsite(shows);
    const answer = await preflight(site, 'https://deep-time.example');
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': 'https://deep-time.example' });
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    const form = await call(site, 'GET', '/form', { headers: { origin: 'https://deep-time.example' } });
    expect(form.headers).toMatchObject({
      'access-control-allow-origin': 'https://deep-time.example',
      vary: 'Origin',
    });
  });

  test.each(['https://evil.example', 'null', 'https://deep-time.example.evil.example'])(
    'that it does not list may not: %s',
    async (origin) => {
      const site = await createWebsite(shows);
      expect((await preflight(site, origin)).headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

describe('the OpenAPI document', () => {
  const Document = z.looseObject({
    openapi: z.string().startsWith('3.1'),
    paths: z.record(
      z.string(),
      z.record(z.string(), z.looseObject({ responses: z.record(z.string(), z.unknown()) })),
    ),
    components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
  });

  test('is served, to any origin, and describes every operation', async () => {
    const site = await createWebsite(shows);
    const answer = await site.visit('/api/openapi.json');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    const { paths } = Document.parse(JSON.parse(answer.body));
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.toSorted()).toEqual(
      Object.values(OPERATIONS)
        .map(({ method, path }) => `${method} /api/shows/{show}${path}`)
        .toSorted(),
    );
  });

  test('every reference in it leads somewhere in it, and every schema is referred to', () => {
    const document = openApi('https://pages.example');
    const referred = new Set(
      [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, pointer = '']) => pointer),
    );
    for (const pointer of referred) {
      const [root, ...parts] = pointer.split('/');
      const found = parts.reduce<unknown>(
        (value, part) => z.record(z.string(), z.unknown()).catch({}).parse(value)[part],
        document,
      );
      expect(root === '#' && found !== undefined, pointer).toBe(true);
    }
    const { components } = Document.parse(document);
    expect([...referred].toSorted()).toEqual(
      Object.keys(components.schemas)
        .map((name) => `#/components/schemas/${name}`)
        .toSorted(),
    );
  });

  test('is true: every answer of the API has the shape that it promises', async () => {
    const site = await createWebsite(shows);
    await site.put(confirmed(site, ADA));
    const token = site.token('preferences', ADA);
    for (const operation of [
      OPERATIONS.show,
      OPERATIONS.episodes,
      OPERATIONS.form,
      OPERATIONS.preferences,
      OPERATIONS.heldData,
    ]) {
      const answer = await call(site, 'GET', operation.path, { token });
      expect(answer.statusCode).toBe(operation.gives.status);
      expect(operation.gives.body.safeParse(answer.json).error?.issues ?? [], operation.summary).toEqual([]);
    }
  });
});

test('the type of every problem can be looked up', async () => {
  const site = await createWebsite(shows);
  const answer = await call(site, 'GET', '/held-data');
  const page = await site.visit(answer.json.type);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain(answer.json.title.replaceAll('"', '&quot;'));
  expect((await site.visit('/problems/__proto__')).statusCode).toBe(404);
});
