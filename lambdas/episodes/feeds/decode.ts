/**
 * Text from bytes of unknown encoding, as https://www.w3.org/TR/xml/#sec-guessing and every feed reader does it: a
 * byte order mark, else what the sender said, else what the document says of itself, else UTF-8; and bytes that are
 * no UTF-8 are read as Windows-1252, of which Latin-1 is a part.
 */
export const decode = (bytes: Uint8Array, said?: string): string => {
  const marked = byMark(bytes);
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  for (const label of [said, declared(bytes)]) {
    const decoded = label === undefined ? undefined : strictly(bytes, label);
    if (decoded !== undefined) return decoded;
  }
  return strictly(bytes, 'utf-8') ?? new TextDecoder('windows-1252').decode(bytes);
};

const byMark = (bytes: Uint8Array): string | undefined => {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // Without a mark, the first character of a document in UTF-16 still shows which half is empty.
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return undefined;
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
