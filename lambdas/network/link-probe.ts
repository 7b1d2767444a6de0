import type { LinkProbe, Reached } from '../email/preflight/link-check.ts';

/** A podcast host behind two redirects answers in one or two seconds. */
const TIMEOUT_MILLISECONDS = 8000;

/** Asks like a browser would: some hosts refuse what names itself a program. */
const HEADERS = { 'user-agent': 'Mozilla/5.0 (compatible; EpisodeAnnouncer preflight)', accept: '*/*' };

/** HEAD first; where that is refused or unknown, GET of the first byte. */
export const createLinkProbe = (ask: typeof fetch = fetch): LinkProbe => ({
  reach: async (url) => {
    const head = await asked(ask, url, 'HEAD');
    // Hosts that do not speak HEAD answer 403, 404, 405 or 501 to it.
    return head.kind === 'there' ? head : asked(ask, url, 'GET');
  },
});

const asked = async (ask: typeof fetch, url: string, method: 'HEAD' | 'GET'): Promise<Reached> => {
  try {
    const response = await ask(url, {
      method,
      headers: method === 'GET' ? { ...HEADERS, range: 'bytes=0-0' } : HEADERS,
      redirect: 'follow',
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    await response.body?.cancel();
    return judged(response);
  } catch (error) {
    return failed(error);
  }
};

const judged = (response: Response): Reached => {
  const { status } = response;
  // 416: the host has it and dislikes the range.
  if (response.ok || status === 416) return { kind: 'there', ...sizeOf(response) };
  // Everything but "there is no such thing" may be said to a machine alone, or for now.
  return status === 404 || status === 410
    ? { kind: 'dead', why: `status ${status}` }
    : { kind: 'unclear', why: `status ${status}` };
};

const sizeOf = ({ status, headers }: Response): { readonly bytes?: number } => {
  const written =
    status === 206 ? headers.get('content-range')?.split('/')[1] : headers.get('content-length');
  const bytes = Number(written ?? Number.NaN);
  return Number.isSafeInteger(bytes) ? { bytes } : {};
};

const failed = (error: unknown): Reached => {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { kind: 'unclear', why: `no answer in ${TIMEOUT_MILLISECONDS / 1000} seconds` };
  const code = codeOf(error);
  if (code === 'ENOTFOUND') return { kind: 'dead', why: 'there is no such host' };
  if (code === 'ECONNREFUSED') return { kind: 'dead', why: 'the host refuses the connection' };
  return { kind: 'unclear', why: code ?? (error instanceof Error ? error.message : String(error)) };
};

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
};
