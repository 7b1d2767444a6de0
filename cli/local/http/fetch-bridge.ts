import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.ts';

type Fetch = (request: Request) => Response | Promise<Response>;

/** Serves a fetch-style application from Node's http server. */
export const answerWith = async (
  fetch: Fetch,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const answer = await fetch(await requestOf(incoming));
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.end(Buffer.from(await answer.arrayBuffer()));
};

const requestOf = async (incoming: IncomingMessage): Promise<Request> => {
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  const url = `http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url ?? '/'}`;
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  return new Request(url, { method, headers, body: new Uint8Array(await readBody(incoming)) });
};
