/**
 * Text from bytes of unknown encoding, as https://www.w3.org/TR/xml/#sec-guessing and every feed reader does it: a
 * byte order mark, else what the sender said, else what the document says of itself, else UTF-8; and bytes that are
 * no UTF-8 are read as Windows-1252, of which Latin-1 is a part.
 */
export const decode = (bytes: Uint8Array, said?: string): string => {
  const marked = byMark(bytes);
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  for (const label of [said, declared(bytes)]) {
    // What could be read that far is not in units of two or four bytes, whatever it says.
    if (label === undefined || /^utf-?(?:16|32)/iu.test(label)) continue;
    const decoded = OF_ONE_BYTE.test(label)
      ? (strictly(bytes, 'utf-8') ?? strictly(bytes, label))
      : strictly(bytes, label);
    if (decoded !== undefined) return decoded;
  }
  return strictly(bytes, 'utf-8') ?? damaged(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
};

/**
 * In these, any bytes are text. Those that are well-formed UTF-8 are so by no accident: the label is what was wrong,
 * the most common mistake of all.
 */
const OF_ONE_BYTE = /^(?:us-ascii|ascii|latin|iso-?8859|windows-125|cp-?125|koi8)/iu;

/** UTF-8 with a few wrong bytes in it, such as a text that was cut in the middle of a letter. */
const damaged = (bytes: Uint8Array): string | undefined => {
  const text = new TextDecoder().decode(bytes);
  const wrong = text.split('\uFFFD').length - 1;
  const right = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return wrong * 4 <= right ? text : undefined;
};

const byMark = (bytes: Uint8Array): string | undefined => {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // Without a mark, the first character of a document in UTF-16 still shows which half is empty.
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return byHalves(bytes);
};

/** Text in UTF-16 without a mark: in most scripts of the west, every other byte is empty. */
const byHalves = (bytes: Uint8Array): string | undefined => {
  const start = bytes.subarray(0, 200);
  const empty = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) empty[index % 2] = (empty[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = empty.map((count) => count / (start.length / 2));
  if (odd > 0.7 && even < 0.1) return 'utf-16le';
  return even > 0.7 && odd < 0.1 ? 'utf-16be' : undefined;
};

/** `<?xml … encoding="iso-8859-1"?>`, which is ASCII in every encoding that can hold it. */
const declared = (bytes: Uint8Array): string | undefined => {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  return /<\?xml[^>]{0,200}?\sencoding\s{0,8}=\s{0,8}["']([\w.:-]{2,40})["']/i.exec(start)?.[1];
};

/** `charset=utf-8` of a Content-Type header. */
export const charsetOf = (contentType: string | undefined): string | undefined =>
  /;\s{0,8}charset\s{0,4}=\s{0,4}"?([\w.:-]{2,40})/i.exec(contentType ?? '')?.[1];

/** Undefined if the label is unknown or the bytes are not of it: senders are often wrong. */
const strictly = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
