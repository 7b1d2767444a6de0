import { z } from 'zod';
import { createApp } from '../web/app.ts';
import type { WebPorts } from '../web/ports.ts';
import { problem } from '../web/problem.ts';

/** What is used of an API Gateway HTTP API event, payload format 2.0; the rest may be there. */
const Event = z.looseObject({
  rawPath: z.string().max(4096).startsWith('/'),
  rawQueryString: z.string().max(4096).default(''),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.looseObject({
    http: z.looseObject({ method: z.string().regex(/^[A-Z]{1,20}$/), sourceIp: z.string() }),
  }),
});
type Event = z.output<typeof Event>;

export type WebResult = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
};

/**
 * Answers API Gateway's HTTP API events. hono/aws-lambda is deprecated for the next major version, and what it
 * cannot turn into a request it prints to the console and answers in plain text; so the few lines are here.
 */
export const createWebHandler = (ports: WebPorts) => {
  const app = createApp(ports);
  return async (event: unknown): Promise<WebResult> => {
    const parsed = Event.safeParse(event);
    const request = parsed.success ? requestOf(parsed.data) : undefined;
    if (!parsed.success || request === undefined) return unreadable();
    const response = await app.fetch(request, { requestContext: parsed.data.requestContext });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      isBase64Encoded: false,
    };
  };
};

/** Undefined for what the Fetch standard does not let be a request: a GET with a body, a header with a NUL. */
const requestOf = (event: Event): Request | undefined => {
  const { method } = event.requestContext.http;
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  try {
    return new Request(`https://pages.invalid${event.rawPath}${query}`, {
      method,
      headers: event.headers,
      ...(event.body === undefined
        ? {}
        : { body: event.isBase64Encoded ? Buffer.from(event.body, 'base64') : event.body }),
    });
  } catch {
    return undefined;
  }
};

const unreadable = (): WebResult => {
  const body = problem('malformed-request');
  return {
    statusCode: body.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
};
