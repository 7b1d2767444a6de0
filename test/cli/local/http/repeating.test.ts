import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../../../cli/local/http/client.ts';
import { listen, stopServer } from '../../../../cli/local/http/listen.ts';
import { askUntilAnswered } from '../../../../cli/local/http/repeating.ts';

describe('asking until there is an answer', () => {
  let stop = async (): Promise<void> => {};
  afterEach(() => stop());

  /** A server that does these in turn, and then answers. */
  const serverThat = async (...first: readonly RequestListener[]) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const does = first[asked.length];
      asked.push(request.method ?? '');
      if (does === undefined) response.end('here');
      else does(request, response);
    });
    const url = await listen(server, 0);
    stop = () => stopServer(server);
    return { url, asked };
  };
  const call = createHttpClient();

  it('asks again after a broken connection and after a 5xx', async () => {
    const { url, asked } = await serverThat(
      (request) => request.socket.destroy(),
      (_, response) => response.writeHead(503).end(),
    );
    const answer = await askUntilAnswered(() => call({ url, method: 'POST', body: 'a=1' }), 1);
    expect(answer.body.toString()).toBe('here');
    expect(asked).toEqual(['POST', 'POST', 'POST']);
  });

  it('takes a refusal for an answer', async () => {
    const { url, asked } = await serverThat((_, response) => response.writeHead(404).end());
    expect((await askUntilAnswered(() => call({ url }), 1)).status).toBe(404);
    expect(asked).toHaveLength(1);
  });
});
