import { lookup as systemLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { charsetOf } from '../episodes/feeds/decode.ts';
import type { Validators } from '../episodes/feeds/feed-state.ts';
import type { Fetched, FeedSource } from '../episodes/feeds/ports.ts';
import { isPublicAddress } from './public-address.ts';

const TIMEOUT_MILLISECONDS = 20_000;
const MOST_REDIRECTS = 5;
const AGENT = 'EpisodeAnnouncer (podcast feed reader)';

export type FeedSourceOptions = {
  /** Lets http://127.0.0.1 through: for the local system and for tests, never in a deployed function. */
  readonly loopback: boolean;
  /** Node's own, but for tests. */
  readonly resolve?: LookupFunction;
  readonly timeoutMilliseconds?: number;
};

type Request = { readonly validators?: Validators; readonly maxBytes: number };

/**
 * Gets feeds from the internet and from nowhere else. The address is checked after the name is resolved, by the
 * very lookup the connection uses, so no second answer of the name server can lead it elsewhere; and again for
 * every redirect.
 */
export const createFeedSource = (options: FeedSourceOptions): FeedSource => ({
  fetch: async (url, request) => {
    const deadline = Date.now() + (options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS);
    try {
      return await follow(options, url, request, deadline);
    } catch (error) {
      // However a connection that was given up on words it.
      return { kind: 'failed', why: Date.now() >= deadline ? LATE : whyOf(error) };
    }
  },
});

const follow = async (
  options: FeedSourceOptions,
  start: string,
  request: Request,
  deadline: number,
): Promise<Fetched> => {
  let url = start;
  let permanent = true;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const refused = refusalOf(url, options.loopback);
    if (refused !== undefined)
      return { kind: 'failed', why: hop === 0 ? refused : `it redirects to ${url}: ${refused}` };
    const response = await open(options, url, request, deadline);
    const status = response.statusCode ?? 0;
    const target = response.headers.location;
    if (![301, 302, 303, 307, 308].includes(status) || target === undefined)
      return answered(response, request, deadline, hop > 0 && permanent ? url : undefined);
    response.destroy();
    permanent &&= status === 301 || status === 308;
    const next = URL.parse(target, url);
    if (next === null)
      return { kind: 'failed', why: `it redirects to what is no address: ${target.slice(0, 200)}` };
    url = next.href;
  }
  return { kind: 'failed', why: `it redirects more than ${MOST_REDIRECTS} times` };
};

/** Undefined for an address that may be asked for. Names are judged when they are resolved. */
const refusalOf = (written: string, loopback: boolean): string | undefined => {
  const url = URL.parse(written);
  if (url === null) return `"${written.slice(0, 200)}" is no address`;
  if (loopback && isLoopback(url)) return undefined;
  if (url.protocol !== 'https:') return `only https:// is read, and this is ${url.protocol}//`;
  if (url.username !== '' || url.password !== '') return 'an address with a password in it is not read';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !isPublicAddress(host) ? notPublic(host) : undefined;
};

const isLoopback = (url: URL): boolean => url.protocol === 'http:' && url.hostname === '127.0.0.1';

export const notPublic = (address: string): string => `${address} is no address of the public internet`;

const open = (
  options: FeedSourceOptions,
  url: string,
  { validators }: Request,
  deadline: number,
): Promise<IncomingMessage> => {
  const local = options.loopback && isLoopback(new URL(url));
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const headers = {
    'user-agent': AGENT,
    accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    ...(validators?.etag === undefined ? {} : { 'if-none-match': validators.etag }),
    ...(validators?.lastModified === undefined ? {} : { 'if-modified-since': validators.lastModified }),
  };
  const get = local ? httpGet : httpsGet;
  const request = get(
    url,
    {
      headers,
      agent: false,
      signal: AbortSignal.timeout(Math.max(1, deadline - Date.now())),
      ...(local ? {} : { lookup: publicLookup(options.resolve) }),
    },
    resolve,
  );
  request.on('error', reject);
  return promise;
};

/** Resolves a name, and fails if any of its addresses is not public: a name with both kinds is a trick. */
export const publicLookup =
  (resolve: LookupFunction = systemLookup): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '');
        return;
      }
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const inside = addresses.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses;
      if (inside !== undefined || first === undefined)
        callback(
          new Error(`${hostname}: ${inside === undefined ? 'no address' : notPublic(inside.address)}`),
          '',
        );
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

const answered = async (
  response: IncomingMessage,
  { maxBytes, validators }: Request,
  deadline: number,
  movedTo: string | undefined,
): Promise<Fetched> => {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    if (status === 304 && isConditional(validators)) return { kind: 'unchanged' };
    const seconds = retryAfter(response.headers['retry-after']);
    return {
      kind: 'failed',
      why: `the host answers ${status}`,
      ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
    };
  }
  const bytes = await bodyOf(response, maxBytes, deadline);
  if (bytes === undefined) return { kind: 'failed', why: tooLarge(maxBytes) };
  const charset = charsetOf(response.headers['content-type']);
  const { etag, 'last-modified': lastModified } = response.headers;
  return {
    kind: 'fetched',
    bytes,
    validators: {
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { lastModified }),
    },
    ...(charset === undefined ? {} : { charset }),
    ...(movedTo === undefined ? {} : { movedTo }),
  };
};

/** A host that says "not modified" to somebody who has nothing yet would never be read. */
const isConditional = (validators: Validators | undefined): boolean =>
  validators?.etag !== undefined || validators?.lastModified !== undefined;

/** Undefined when there is more than that, unpacked: a small archive can hold a very large feed. */
const bodyOf = async (
  response: IncomingMessage,
  maxBytes: number,
  deadline: number,
): Promise<Uint8Array | undefined> => {
  const late = setTimeout(() => response.destroy(new Error(LATE)), Math.max(1, deadline - Date.now()));
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of unpacked(response, maxBytes)) {
      const chunk: Uint8Array = part;
      bytes += chunk.length;
      if (bytes > maxBytes) return undefined;
      parts.push(chunk);
    }
  } finally {
    clearTimeout(late);
    response.destroy();
  }
  return Buffer.concat(parts);
};

const unpacked = (response: IncomingMessage, maxBytes: number): AsyncIterable<Uint8Array> => {
  const unpack = unpackerOf(response.headers['content-encoding']);
  if (unpack === undefined) return response;
  response.on('error', (error) => unpack.destroy(error));
  // An archive can go on and on and hold nothing.
  let packed = 0;
  response.on('data', (chunk: Uint8Array) => {
    packed += chunk.length;
    if (packed > maxBytes) response.destroy(new Error(tooLarge(maxBytes)));
  });
  return response.pipe(unpack);
};

const tooLarge = (maxBytes: number): string => `it is larger than ${Math.floor(maxBytes / 1024)} KB`;

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  deflate: createInflate,
};

const unpackerOf = (encoding: string | undefined): Transform | undefined =>
  UNPACKERS[encoding?.trim().toLowerCase() ?? '']?.();

/** Seconds, or a date (RFC 9110, section 10.2.3). */
const retryAfter = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  if (/^\d{1,8}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.round((at - Date.now()) / 1000));
};

const LATE = 'no whole answer in time';

const whyOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return LATE;
  return WHY[codeOf(error)] ?? error.message;
};

const WHY: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  ECONNREFUSED: 'the host refuses the connection',
};

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';
