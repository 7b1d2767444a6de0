import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLinkProbe } from '../../lambdas/network/link-probe.ts';

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  const answer = (status: number, headers: Record<string, string> = {}): void => {
    response.writeHead(status, headers).end();
  };
  switch (request.url ?? '') {
    case '/there':
      return answer(200, { 'content-length': '1234' });
    case '/no-head':
      return request.method === 'HEAD'
        ? answer(405)
        : answer(206, { 'content-range': 'bytes 0-0/5000000', 'content-length': '0' });
    case '/moved':
      return answer(302, { location: '/there' });
    case '/gone':
      return answer(410);
    case '/forbidden':
      return answer(403);
    case '/broken':
      return request.socket.destroy();
    default:
      return answer(404);
  }
});

let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const probe = createLinkProbe();

describe('asking for a link', () => {
  it('is content with HEAD where a host answers it, and hears how large a thing is', async () => {
    asked.length = 0;
    expect(await probe.reach(`${origin}/there`)).toEqual({ kind: 'there', bytes: 1234 });
    expect(asked).toEqual(['HEAD /there']);
  });

  it('asks for the first byte where a host does not answer HEAD', async () => {
    expect(await probe.reach(`${origin}/no-head`)).toEqual({ kind: 'there', bytes: 5_000_000 });
  });

  it('follows a redirect', async () => {
    expect(await probe.reach(`${origin}/moved`)).toMatchObject({ kind: 'there' });
  });

  it('calls dead what is not there, and says why', async () => {
    expect(await probe.reach(`${origin}/nowhere`)).toEqual({ kind: 'dead', why: 'status 404' });
    expect(await probe.reach(`${origin}/gone`)).toEqual({ kind: 'dead', why: 'status 410' });
    const nobody = createLinkProbe(async () => {
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      });
    });
    expect(await nobody.reach('https://closed.example/')).toEqual({
      kind: 'dead',
      why: 'the host refuses the connection',
    });
  });

  it('calls unclear what may be refused to a machine alone or broken for now', async () => {
    expect(await probe.reach(`${origin}/forbidden`)).toEqual({ kind: 'unclear', why: 'status 403' });
    expect(await probe.reach(`${origin}/broken`)).toMatchObject({ kind: 'unclear' });
  });

  it('waits no longer than it says', async () => {
    const slow = createLinkProbe(async (_url, options) => {
      expect(options?.signal).toBeInstanceOf(AbortSignal);
      throw new DOMException('too slow', 'TimeoutError');
    });
    expect(await slow.reach('https://slow.example/')).toEqual({
      kind: 'unclear',
      why: 'no answer in 8 seconds',
    });
  });
});
