import type { MiddlewareHandler } from 'hono';

/** Everything from this origin or not at all. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * An announced episode read in the browser is the email itself: its styles are inline, its pictures are where
 * the show keeps them. It runs no script, holds no form, and is sandboxed besides.
 */
export const EMAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src https: data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
].join('; ');

/** Pages behind a token are one person's: no search engine lists one that leaked. */
const PERSONAL = /\/(?:confirm|unsubscribe|preferences|data)\//;

export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', PAGE_POLICY);
  headers.set('x-content-type-options', 'nosniff');
  // A token in the address must not travel to the next site.
  headers.set('referrer-policy', 'no-referrer');
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), browsing-topics=()');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('strict-transport-security', 'max-age=31536000');
  if (PERSONAL.test(c.req.path)) headers.set('x-robots-tag', 'noindex');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
};
