import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LinkProbe, Reached } from '../email/preflight/link-check.ts';
import { notPublic, publicLookup } from './feed-source.ts';
import { isPublicAddress } from './public-address.ts';

/** A podcast host behind two redirects answers in one or two seconds. */
const TIMEOUT_MILLISECONDS = 8000;
/** As many as browsers follow. */
const MOST_REDIRECTS = 20;

/** Asks like a browser would: some hosts refuse what names itself a program. */
const HEADERS = { 'user-agent': 'Mozilla/5.0 (compatible; EpisodeAnnouncer preflight)', accept: '*/*' };

export type LinkProbeOptions = {
  /** Lets http://127.0.0.1 through: for tests, never in a deployed function. */
  readonly loopback?: boolean;
  readonly timeoutMilliseconds?: number;
};

/**
 * HEAD first; where that is refused or unknown, GET of the first byte. Goes to the public internet alone, redirects
 * included: a record may come from a feed, and must not lead a function to what only its own network sees.
 */
export const createLinkProbe = (options: LinkProbeOptions = {}): LinkProbe => ({
  reach: async (url) => {
    const head = await asked(options, url, 'HEAD');
    // Hosts that do not speak HEAD answer 403, 404, 405 or 501 to it.
    return head.kind === 'there' ? head : asked(options, url, 'GET');
  },
});

const asked = async (options: LinkProbeOptions, start: string, method: 'HEAD' | 'GET'): Promise<Reached> => {
  const timeout = options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS;
  const signal = AbortSignal.timeout(timeout);
  try {
    return await followed(options, new URL(start), method, signal);
  } catch (error) {
    return signal.aborted
      ? { kind: 'unclear', why: `no answer in ${timeout / 1000} seconds` }
      : failed(error);
  }
};

const followed = async (
  options: LinkProbeOptions,
  start: URL,
  method: 'HEAD' | 'GET',
  signal: AbortSignal,
): Promise<Reached> => {
  let url = start;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const refused = refusalOf(url, options);
    if (refused !== undefined) return { kind: 'dead', why: refused };
    const response = await open(url, method, signal, isLoopback(url, options));
    response.destroy();
    const target = response.headers.location;
    if (![301, 302, 303, 307, 308].includes(response.statusCode ?? 0) || target === undefined)
      return judged(response);
    const next = URL.parse(target, url.href);
    if (next === null)
      return { kind: 'dead', why: `it redirects to what is no address: ${target.slice(0, 200)}` };
    url = next;
  }
  return { kind: 'unclear', why: `it redirects more than ${MOST_REDIRECTS} times` };
};

/** Undefined for an address that may be asked for. Names are judged when they are resolved. */
const refusalOf = (url: URL, options: LinkProbeOptions): string | undefined => {
  if (isLoopback(url, options)) return undefined;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `it leads to ${url.protocol}`;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host) ? notPublic(host) : undefined;
};

const isLoopback = (url: URL, { loopback = false }: LinkProbeOptions): boolean =>
  loopback && url.hostname === '127.0.0.1';

const open = (
  url: URL,
  method: 'HEAD' | 'GET',
  signal: AbortSignal,
  local: boolean,
): Promise<IncomingMessage> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  send(
    url,
    {
      method,
      headers: method === 'GET' ? { ...HEADERS, range: 'bytes=0-0' } : HEADERS,
      agent: false,
      signal,
      ...(local ? {} : { lookup: publicLookup() }),
    },
    resolve,
  )
    .on('error', reject)
    .end();
  return promise;
};

const judged = (response: IncomingMessage): Reached => {
  const status = response.statusCode ?? 0;
  // 416: the host has it and dislikes the range.
  if ((status >= 200 && status < 300) || status === 416) return { kind: 'there', ...sizeOf(response) };
  // Everything but "there is no such thing" may be said to a machine alone, or for now.
  return status === 404 || status === 410
    ? { kind: 'dead', why: `status ${status}` }
    : { kind: 'unclear', why: `status ${status}` };
};

const sizeOf = ({ statusCode, headers }: IncomingMessage): { readonly bytes?: number } => {
  const written = statusCode === 206 ? headers['content-range']?.split('/')[1] : headers['content-length'];
  const bytes = Number(written ?? Number.NaN);
  return Number.isSafeInteger(bytes) ? { bytes } : {};
};

const failed = (error: unknown): Reached => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOTFOUND') return { kind: 'dead', why: 'there is no such host' };
  if (code === 'ECONNREFUSED') return { kind: 'dead', why: 'the host refuses the connection' };
  if (typeof code === 'string') return { kind: 'unclear', why: code };
  return { kind: 'unclear', why: error instanceof Error ? error.message : String(error) };
};
