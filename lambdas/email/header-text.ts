import { encodeWord } from 'nodemailer/lib/mime-funcs';

/** With "Subject: " before it, a line of 76 (RFC 2047, section 2). */
const LONGEST_WORD = 66;

/**
 * Text as a header carries it: ASCII as it is, anything else in encoded words of at most 75 characters (RFC 2047).
 * So is what looks like an encoded word, because a title may be about email, and what no line could be folded in.
 */
export const headerText = (text: string): string => {
  const line = text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
  const plain = /^[\x20-\x7e]*$/.test(line) && !line.includes('=?') && !UNFOLDABLE.test(line);
  return plain ? line : encodeWord(line, shorter(line), LONGEST_WORD);
};

const UNFOLDABLE = new RegExp(`\\S{${LONGEST_WORD + 1}}`);

/** Q keeps Latin text readable; B is a third of Q's size for every other script. */
const shorter = (text: string): 'Q' | 'B' =>
  text.replace(/[\x20-\x7e]/g, '').length * 3 < text.length ? 'Q' : 'B';

/** A phrase of RFC 5322: encoded words stand as they are, anything else is quoted. */
export const phrase = (name: string): string => {
  const text = headerText(name);
  return text.startsWith('=?')
    ? text.replaceAll('?= =?', '?=\r\n =?')
    : `"${text.replace(/["\\]/g, '\\$&')}"`;
};

/** A name and its address, on a line of its own where both would not fit one. */
export const mailbox = (name: string, address: string): string => {
  const said = phrase(name);
  const last = said.slice(said.lastIndexOf('\n') + 1);
  return `${said}${last.length + address.length > LONGEST_WORD ? '\r\n' : ''} <${address}>`;
};

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
