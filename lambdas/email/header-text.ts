import { encodeWord } from 'nodemailer/lib/mime-funcs';

/**
 * Text as a header carries it: ASCII as it is, anything else in encoded words of at most 75 characters (RFC 2047),
 * and so is what looks like an encoded word, because a title may be about email.
 */
export const headerText = (text: string): string => {
  const line = text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes('=?')) return line;
  return encodeWord(line, shorter(line), 52);
};

/** Q keeps Latin text readable; B is a third of Q's size for every other script. */
const shorter = (text: string): 'Q' | 'B' =>
  text.replace(/[\x20-\x7e]/g, '').length * 3 < text.length ? 'Q' : 'B';

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
