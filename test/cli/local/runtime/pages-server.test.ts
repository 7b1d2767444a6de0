import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import {
  type PagesServer,
  type Pictures,
  startPagesServer,
} from '../../../../cli/local/runtime/pages-server.ts';

let server: PagesServer | undefined;
let events: APIGatewayProxyEventV2[] = [];
let logged: string[] = [];
afterEach(async () => {
  await server?.stop();
  events = [];
  logged = [];
});

const start = async (answer: () => unknown, pictures?: Pictures): Promise<string> => {
  server = await startPagesServer(
    {
      name: 'web',
      timeoutMs: 1000,
      handler: async (event) => {
        events.push(event as APIGatewayProxyEventV2);
        return answer();
      },
    },
    { port: 0, log: (event) => void logged.push(event), ...(pictures === undefined ? {} : { pictures }) },
  );
  return server.url;
};

test('a request becomes an HTTP API event, its query and cookies apart', async () => {
  const url = await start(() => ({ statusCode: 204 }));
  await fetch(`${url}/s/show/x%20y?a=1&a=2`, { headers: { Cookie: 'one=1; two=2', 'X-Thing': 'Yes' } });
  expect(events[0]).toMatchObject({
    version: '2.0',
    rawPath: '/s/show/x%20y',
    rawQueryString: 'a=1&a=2',
    queryStringParameters: { a: '1,2' },
    cookies: ['one=1', 'two=2'],
    headers: { 'x-thing': 'Yes' },
    requestContext: { http: { method: 'GET', sourceIp: '127.0.0.1' } },
    isBase64Encoded: false,
  });
  expect(events[0]?.body).toBeUndefined();
  expect(events[0]?.headers).not.toHaveProperty('cookie');
});

test('pictures that are on no server come from this machine, and the policy lets them', async () => {
  const url = await start(
    () => ({
      statusCode: 200,
      headers: {
        'content-type': 'text/html',
        'content-security-policy': "default-src 'none'; img-src https:",
      },
      body: '<img src="https://art.example/a.png">',
    }),
    { urlPrefix: 'https://art.example/', servedAt: 'http://127.0.0.1:4081/artwork/' },
  );
  const page = await fetch(url);
  expect(await page.text()).toBe('<img src="http://127.0.0.1:4081/artwork/a.png">');
  expect(page.headers.get('content-security-policy')).toContain('img-src http://127.0.0.1:4081 https:');
});

test.each([
  ['//', '//', ''],
  ['//evil.example/..?a?b', '//evil.example/..', 'a?b'],
  ['/s/%', '/s/%', ''],
  ['*', '*', ''],
  ['http://[::1', '', ''],
  ['http://evil.example/s/show?x', '/s/show', 'x'],
])('the target "%s" reaches the function as it was sent', async (target, rawPath, rawQueryString) => {
  const { port } = new URL(await start(() => ({ statusCode: 204 })));
  const asked = request({ host: '127.0.0.1', port, path: target }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  expect(answer.statusCode).toBe(204);
  expect(events[0]).toMatchObject({ rawPath, rawQueryString });
});

test('JSON travels as text and a form in base64, as API Gateway does it', async () => {
  const url = await start(() => ({ statusCode: 204 }));
  await fetch(url, { method: 'POST', body: '{"ä":1}', headers: { 'Content-Type': 'application/json' } });
  await fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'ä' }) });
  expect(events[0]).toMatchObject({ body: '{"ä":1}', isBase64Encoded: false });
  expect(events[1]).toMatchObject({
    body: Buffer.from('a=%C3%A4').toString('base64'),
    isBase64Encoded: true,
  });
});

test("the function's answer comes back with its status, headers, cookies and decoded body", async () => {
  const url = await start(() => ({
    statusCode: 418,
    headers: { 'content-type': 'text/plain', 'x-a': 'b' },
    cookies: ['one=1', 'two=2'],
    body: Buffer.from('tea').toString('base64'),
    isBase64Encoded: true,
  }));
  const answer = await fetch(url);
  expect(answer.status).toBe(418);
  expect(answer.headers.get('x-a')).toBe('b');
  expect(answer.headers.getSetCookie()).toEqual(['one=1', 'two=2']);
  expect(await answer.text()).toBe('tea');
});

test('a function that throws is a 500 that tells nothing, and is logged', async () => {
  const url = await start(() => {
    throw new Error('secret');
  });
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  expect(logged).toEqual(['function.failed']);
});

test('a body beyond what a function may be sent never reaches it', async () => {
  const url = await start(() => ({ statusCode: 204 }));
  const answer = await fetch(url, { method: 'POST', body: 'x'.repeat(6 * 1024 * 1024 + 1) });
  expect(answer.status).toBe(413);
  expect(events).toEqual([]);
});
