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
    case '/circle':
      return answer(302, { location: '/circle' });
    case '/inside':
      return answer(302, { location: 'http://169.254.169.254/latest/meta-data/' });
    case '/other-port':
      return answer(302, { location: 'http://[::1]:9001/2018-06-01/runtime/invocation/next' });
    case '/mail':
      return answer(302, { location: 'mailto:a@b.example' });
    case '/hangs':
      return;
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

const probe = createLinkProbe({ loopback: true, timeoutMilliseconds: 300 });

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
    expect(await probe.reach('http://127.0.0.1:1/')).toEqual({
      kind: 'dead',
      why: 'the host refuses the connection',
    });
  });

  it('calls unclear what may be refused to a machine alone or broken for now', async () => {
    expect(await probe.reach(`${origin}/forbidden`)).toEqual({ kind: 'unclear', why: 'status 403' });
    expect(await probe.reach(`${origin}/broken`)).toMatchObject({ kind: 'unclear' });
  });

  it('waits no longer than it says, and follows no circle for ever', async () => {
    const start = performance.now();
    expect(await probe.reach(`${origin}/hangs`)).toEqual({
      kind: 'unclear',
      why: 'no answer in 0.3 seconds',
    });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(await probe.reach(`${origin}/circle`)).toEqual({
      kind: 'unclear',
      why: 'it redirects more than 20 times',
    });
  });

  it('goes to nothing inside a network, neither at once nor by a redirect', async () => {
    for (const [path, address] of [
      ['/inside', '169.254.169.254'],
      ['/other-port', '::1'],
    ] as const)
      expect(await probe.reach(`${origin}${path}`)).toEqual({
        kind: 'dead',
        why: `${address} is no address of the public internet`,
      });
    expect(await probe.reach(`${origin}/mail`)).toEqual({ kind: 'dead', why: 'it leads to mailto:' });
    asked.length = 0;
    const deployed = createLinkProbe();
    for (const url of [`${origin}/there`, origin.replace('127.0.0.1', 'localhost'), 'https://10.0.0.1/'])
      expect(await deployed.reach(url)).not.toMatchObject({ kind: 'there' });
    expect(asked).toEqual([]);
  });
});
