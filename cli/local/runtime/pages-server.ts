import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Log } from '../../../lambdas/announcements/ports.ts';
import { listen, stopServer } from '../http/listen.ts';
import { readBody } from '../http/read-body.ts';
import { httpEvent } from './http-event.ts';
import { invoke, type LambdaFunction } from './invocation.ts';

const Result = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

type HttpResult = z.infer<typeof Result>;

/** Pictures whose URLs lead nowhere, and where this machine has them. */
export type Pictures = { readonly urlPrefix: string; readonly servedAt: string };

export type PagesServer = { readonly url: string; stop(): Promise<void> };

/** The HTTP API in front of the web function: each request becomes the event that API Gateway would send. */
export const startPagesServer = async (
  web: LambdaFunction,
  options: { readonly port: number; readonly log: Log; readonly pictures?: Pictures },
): Promise<PagesServer> => {
  const server = createServer((request, response) => {
    answer(web, request, response, options.pictures).catch((error: unknown) => {
      options.log('function.failed', { function: web.name, error: String(error) });
      if (response.headersSent) response.destroy();
      else respond(response, { statusCode: 500, body: '{"message":"Internal Server Error"}' });
    });
  });
  return { url: await listen(server, options.port), stop: () => stopServer(server) };
};

/** Of an event to a function (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const MAX_BYTES = 6 * 1024 * 1024;

const answer = async (
  web: LambdaFunction,
  request: IncomingMessage,
  response: ServerResponse,
  pictures: Pictures | undefined,
): Promise<void> => {
  const body = await readBody(request);
  if (body.length > MAX_BYTES)
    return respond(response, { statusCode: 413, body: '{"message":"Request Entity Too Large"}' });
  const result = withPictures(Result.parse(await invoke(web, httpEvent(request, body))), pictures);
  response.writeHead(result.statusCode, [
    ...Object.entries(result.headers).flatMap(([name, value]) => [name, String(value)]),
    ...result.cookies.flatMap((cookie) => ['set-cookie', cookie]),
  ]);
  response.end(Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8'));
};

/** The example's artwork is on no server: where a page shows it, it comes from the inbox, as it does there. */
const withPictures = (result: HttpResult, pictures: Pictures | undefined): HttpResult => {
  if (pictures === undefined || !result.body.includes(pictures.urlPrefix)) return result;
  const { urlPrefix, servedAt } = pictures;
  const policy = String(result.headers[POLICY] ?? '');
  return {
    ...result,
    headers: {
      ...result.headers,
      [POLICY]: policy.replace('img-src ', `img-src ${new URL(servedAt).origin} `),
    },
    body: result.body.replaceAll(urlPrefix, servedAt),
  };
};

const POLICY = 'content-security-policy';

const respond = (
  response: ServerResponse,
  { statusCode, body }: { statusCode: number; body: string },
): void => {
  response.writeHead(statusCode, { 'Content-Type': 'application/json' }).end(body);
};
