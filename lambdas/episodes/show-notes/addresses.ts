/** An address in running text. Stops at white space, quotation marks and angle brackets. */
const BARE = /(?:https?:\/\/|www\.)[^\s<>"“”«»\p{Cc}]+/iuy;
/** A sentence's end is no part of the address before it. */
const TRAILING = new Set(['.', ',', ';', ':', '!', '?', "'", '’', '*', '…', ')', ']', '}', '|', '。', '،']);
const LONGEST = 2048;

/**
 * The address that starts at a position of the text, without the punctuation of the sentence around it, and the
 * length of the whole run of characters looked at: skipping that much keeps a scan linear.
 */
export const bareAddressAt = (
  text: string,
  position: number,
): { readonly address: string | undefined; readonly looked: number } | undefined => {
  BARE.lastIndex = position;
  const found = BARE.exec(text)?.[0];
  if (found === undefined) return undefined;
  const address = withoutTrailing(found);
  const usable = address.length <= LONGEST && /^(?:https?:\/\/|www\.)[^/.]/i.test(address);
  return { address: usable ? address : undefined, looked: found.length };
};

/** `https://en.wikipedia.org/wiki/Carburetor_(engine)` ends in a bracket of its own and keeps it. */
const withoutTrailing = (found: string): string => {
  let open = 0;
  for (const character of found) open += character === '(' ? 1 : character === ')' ? -1 : 0;
  let end = found.length;
  while (end > 0 && TRAILING.has(found.charAt(end - 1))) {
    if (found.charAt(end - 1) === ')') {
      if (open >= 0) break;
      open += 1;
    }
    end -= 1;
  }
  return found.slice(0, end);
};

export type Address =
  | { readonly kind: 'https'; readonly url: string; readonly upgraded: boolean }
  /** Anything a record cannot hold: another scheme, a relative address with no base, a malformed one. */
  | { readonly kind: 'unusable' };

/**
 * The https address of what a link points to. Emails link to https only, so `http:` becomes `https:`, as browsers
 * do by themselves; the sources say so.
 */
export const addressOf = (raw: string, base?: string): Address => {
  const written = raw.trim();
  const url = URL.parse(/^www\./i.test(written) ? `https://${written}` : written, base);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return { kind: 'unusable' };
  if (url.username !== '' || url.password !== '') return { kind: 'unusable' };
  const upgraded = url.protocol === 'http:';
  // As written where that is a legal address: what the team typed is what they recognise.
  const asWritten = /^https?:\/\/[^\s"<>\\^`{|}]+$/iu.test(written)
    ? written.replace(/^https?:/iu, 'https:')
    : undefined;
  if (upgraded) url.protocol = 'https:';
  const https = asWritten ?? url.href.replace(/[\\^`{|}]/g, (character) => encodeURIComponent(character));
  return https.length <= LONGEST ? { kind: 'https', url: https, upgraded } : { kind: 'unusable' };
};

/** `https://www.example.com/a/b?c=d` as a person reads it: `example.com/a/b`. */
export const displayed = (url: string): string => {
  const parsed = URL.parse(url);
  if (parsed === null) return url.slice(0, 80);
  const path = parsed.pathname.replace(/\/$/, '');
  const text = `${parsed.hostname.replace(/^www\./, '')}${path}`;
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};
