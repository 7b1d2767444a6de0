import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createFeedSource } from '../../lambdas/network/feed-source.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

const serve = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Names of the tests, and the addresses a name server would give for them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'inside.example': ['10.1.2.3'],
  'metadata.example': ['169.254.169.254'],
  'both.example': ['93.184.216.34', '127.0.0.1'],
  'six.example': ['::1'],
};
const asked: string[] = [];
const resolve: LookupFunction = (hostname, _options, callback) => {
  asked.push(hostname);
  const addresses = (NAMES[hostname] ?? []).map((address) => ({
    address,
    family: address.includes(':') ? 6 : 4,
  }));
  if (addresses.length === 0) callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }), '');
  else callback(null, addresses);
};

const source = createFeedSource({ loopback: true, resolve, timeoutMilliseconds: 1500 });
/** For hosts that never come to an end: nothing is gained by waiting for them longer. */
const impatient = createFeedSource({ loopback: true, resolve, timeoutMilliseconds: 200 });
const deployed = createFeedSource({ loopback: false, resolve, timeoutMilliseconds: 1500 });
const options = { maxBytes: 100_000 };

describe('a feed is fetched', () => {
  it('with what its last answer said of itself, and gives what this one says', async () => {
    const heard: IncomingMessage['headers'][] = [];
    const url = await serve((request, response) => {
      heard.push(request.headers);
      if (request.headers['if-none-match'] === '"one"') response.writeHead(304).end();
      else
        response
          .writeHead(200, {
            etag: '"one"',
            'last-modified': 'Tue, 03 Nov 2026 08:00:00 GMT',
            'content-type': 'text/xml; charset=iso-8859-1',
          })
          .end('<rss/>');
    });
    const first = await source.fetch(url, options);
    expect(first).toEqual({
      kind: 'fetched',
      bytes: Buffer.from('<rss/>'),
      charset: 'iso-8859-1',
      validators: { etag: '"one"', lastModified: 'Tue, 03 Nov 2026 08:00:00 GMT' },
    });
    expect(
      await source.fetch(url, {
        ...options,
        validators: { etag: '"one"', lastModified: 'Tue, 03 Nov 2026 08:00:00 GMT' },
      }),
    ).toEqual({ kind: 'unchanged' });
    expect(heard[1]).toMatchObject({
      'if-none-match': '"one"',
      'if-modified-since': 'Tue, 03 Nov 2026 08:00:00 GMT',
    });
  });

  it('packed', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('<rss>packed</rss>'));
    });
    expect(await source.fetch(url, options)).toMatchObject({ bytes: Buffer.from('<rss>packed</rss>') });
  });

  it('where redirects lead, and a lasting one is told', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/new') response.end('<rss/>');
      else response.writeHead(request.url === '/old' ? 301 : 302, { location: '/new' }).end();
    });
    expect(await source.fetch(`${url}/old`, options)).toMatchObject({
      kind: 'fetched',
      movedTo: `${url}/new`,
    });
    const passing = await source.fetch(`${url}/for-now`, options);
    expect(passing.kind).toBe('fetched');
    expect(passing).not.toHaveProperty('movedTo');
  });
});

describe('a feed is not fetched', () => {
  it.each([
    ['http://glass.example/feed', /only https/],
    ['ftp://glass.example/feed', /only https/],
    ['file:///etc/passwd', /only https/],
    ['no address', /no address/],
    ['https://user:secret@glass.example/feed', /password/],
    ['https://127.0.0.1/feed', /public internet/],
    ['https://[::1]/feed', /public internet/],
    ['https://[::ffff:10.0.0.1]/feed', /public internet/],
    ['https://169.254.169.254/latest/meta-data', /public internet/],
    ['https://2130706433/', /public internet/],
    ['https://inside.example/feed', /10\.1\.2\.3 is no address of the public internet/],
    ['https://metadata.example/', /public internet/],
    ['https://both.example/feed', /127\.0\.0\.1 is no address of the public internet/],
    ['https://six.example/feed', /public internet/],
    ['https://nowhere.example/feed', /no such host/],
  ])('from %s', async (url, why) => {
    expect(await source.fetch(url, options)).toEqual({ kind: 'failed', why: expect.stringMatching(why) });
  });

  it('from this machine by a deployed function', async () => {
    const url = await serve((_request, response) => void response.end('<rss/>'));
    expect(await deployed.fetch(url, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/only https/),
    });
  });

  it.each([
    ['https://inside.example/feed', /public internet/],
    ['https://10.0.0.1/feed', /public internet/],
    ['http://glass.example/feed', /only https/],
    ['file:///etc/passwd', /only https/],
  ])('where a redirect leads to %s', async (location, why) => {
    const url = await serve((_request, response) => void response.writeHead(302, { location }).end());
    expect(await source.fetch(url, options)).toEqual({ kind: 'failed', why: expect.stringMatching(why) });
  });

  it('round in circles', async () => {
    let requests = 0;
    const url = await serve((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await source.fetch(url, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/more than 5 times/),
    });
    expect(requests).toBe(6);
  });

  it('when it is too large, packed or not, or never ends', async () => {
    const large = await serve((_request, response) => void response.end('x'.repeat(200_000)));
    expect(await source.fetch(large, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/larger than 97 KB/),
    });
    const bomb = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    expect(await source.fetch(bomb, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/larger/),
    });
    const hollow = await serve((_request, response) => {
      const nothing = gzipSync('');
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(Buffer.concat(Array.from({ length: 10_000 }, () => nothing)));
    });
    expect(await source.fetch(hollow, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/larger/),
    });
    const endless = await serve((_request, response) => {
      const more = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(more));
    });
    expect(await impatient.fetch(endless, options)).toEqual({
      kind: 'failed',
      why: expect.stringMatching(/in time/),
    });
  });

  it('from a host that says no, and its "come back later" is heard', async () => {
    const url = await serve(
      (_request, response) => void response.writeHead(503, { 'retry-after': '120' }).end(),
    );
    expect(await source.fetch(url, options)).toEqual({
      kind: 'failed',
      why: 'the host answers 503',
      retryAfterSeconds: 120,
    });
  });

  it('from a host that says "not modified" to somebody who has nothing yet', async () => {
    const url = await serve((_request, response) => void response.writeHead(304).end());
    expect(await source.fetch(url, options)).toEqual({ kind: 'failed', why: 'the host answers 304' });
  });

  it('from a host that is silent', async () => {
    const url = await serve(() => undefined);
    expect(await impatient.fetch(url, options)).toEqual({ kind: 'failed', why: 'no whole answer in time' });
  });

  it('from a host that breaks off', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<rss>');
      setTimeout(() => response.destroy(), 50);
    });
    expect((await source.fetch(url, options)).kind).toBe('failed');
    const packed = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('<rss>packed</rss>').subarray(0, 20));
    });
    expect((await source.fetch(packed, options)).kind).toBe('failed');
  });
});
