import { Agent, type IncomingMessage, request } from 'node:http';
import { readBody } from './read-body.ts';

export type Call = {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Answer = { readonly status: number; readonly body: Buffer };

/**
 * Requests within this machine. `fetch` would take three times the processor time and ten megabytes more, which
 * counts where thousands of requests share the machine with what they ask.
 */
export const createHttpClient = (connections?: number): ((call: Call) => Promise<Answer>) => {
  const agent = new Agent({
    keepAlive: true,
    ...(connections === undefined ? {} : { maxSockets: connections }),
  });
  return (call) =>
    new Promise((resolve, reject) => {
      const { url, method = 'GET', headers = {}, body } = call;
      const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
      const asked = request(url, { method, agent, headers: { ...headers, ...length } }, (response) =>
        resolve(answerOf(response)),
      );
      asked.once('error', reject);
      asked.end(body);
    });
};

const answerOf = async (response: IncomingMessage): Promise<Answer> => ({
  status: response.statusCode ?? 0,
  body: await readBody(response),
});
