/** The header block of a raw message, as far as SES looks at it: names, unfolded values, where the body starts. */
export type Header = { readonly name: string; readonly value: string };

/** Latin 1 keeps one character per octet, so that a raw 8-bit header stays visible as such. */
const headerBlock = (raw: Buffer): string => {
  const end = raw.indexOf('\r\n\r\n');
  return raw.toString('latin1', 0, end === -1 ? raw.length : end + 2);
};

export const headersOf = (raw: Buffer): readonly Header[] => {
  const headers: { name: string; value: string }[] = [];
  for (const line of headerBlock(raw).split('\r\n')) {
    const last = headers.at(-1);
    if ((line.startsWith(' ') || line.startsWith('\t')) && last !== undefined) last.value += line;
    else {
      const colon = line.indexOf(':');
      if (colon > 0) headers.push({ name: line.slice(0, colon), value: line.slice(colon + 1).trim() });
    }
  }
  return headers;
};

export const valueOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name)?.value;

/** RFC 5322 section 3.6 allows these once, MIME (RFC 2045) the content ones; SES refuses a second. */
const SINGLE_INSTANCE = new Set([
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'return-path',
  'list-unsubscribe',
  'list-unsubscribe-post',
]);

export const duplicatedHeader = (headers: readonly Header[]): string | undefined => {
  const seen = new Set<string>();
  for (const { name } of headers) {
    const key = name.toLowerCase();
    if (SINGLE_INSTANCE.has(key) && seen.has(key)) return name;
    seen.add(key);
  }
  return undefined;
};

/** SES overwrites Message-ID and Date, whatever the sender wrote there. */
export const stamped = (raw: Buffer, messageId: string, at: Date): Buffer => {
  const block = headerBlock(raw);
  const kept = block.replace(/^(?:message-id|date):.*\r\n(?:[ \t].*\r\n)*/gim, '');
  const stamp = `Message-ID: <${messageId}@email.amazonses.com>\r\nDate: ${rfc5322Date(at)}\r\n`;
  return Buffer.concat([Buffer.from(kept + stamp, 'latin1'), raw.subarray(block.length)]);
};

/** `toUTCString` ends in "GMT", which RFC 5322 knows as an obsolete zone: `+0000` is the current form. */
const rfc5322Date = (at: Date): string => at.toUTCString().replace('GMT', '+0000');
