import { z } from 'zod';
import { createApp } from '../web/app.ts';
import type { WebPorts } from '../web/ports.ts';

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
    const response =
      parsed.success && request !== undefined
        ? await app.fetch(request, { requestContext: parsed.data.requestContext })
        : await app.fetch(standingFor(event), { unreadable: true });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      isBase64Encoded: false,
    };
  };
};

/** Undefined for what the Fetch standard does not let be a request, as with a NUL in a header. */
const requestOf = ({ rawPath, rawQueryString, headers, ...event }: Event): Request | undefined => {
  const { method } = event.requestContext.http;
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  // A body says nothing with these (RFC 9110, 9.3.1).
  const text = method === 'GET' || method === 'HEAD' ? undefined : event.body;
  // As bytes: a string would give itself a content type that nobody sent.
  const body = text === undefined ? undefined : Buffer.from(text, event.isBase64Encoded ? 'base64' : 'utf8');
  try {
    return new Request(`${ORIGIN}${rawPath}${query}`, {
      method: FORBIDDEN.has(method) ? 'FORBIDDEN' : method,
      headers,
      ...(body !== undefined && { body }),
    });
  } catch {
    return undefined;
  }
};

/** https://fetch.spec.whatwg.org/#forbidden-method. Nothing answers them; that they are refused is told as of others. */
const FORBIDDEN: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Of the address of a request, only the path counts. */
const ORIGIN = 'https://pages.invalid';

/** For what is no request, one that is: a person gets a page all the same, and every answer the same headers. */
const standingFor = (event: unknown): Request => {
  const read = Asking.safeParse(event);
  return new Request(ORIGIN, { headers: { accept: read.success ? read.data.headers.accept : '*/*' } });
};
const Asking = z.object({
  headers: z.object({ accept: z.string().regex(/^[\x20-\x7e]*$/) }),
  rawPath: z.string().refine((path) => !path.startsWith('/api/')),
});
