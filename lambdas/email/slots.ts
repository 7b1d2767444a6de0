import { createHash } from 'node:crypto';
import { TOKEN_LENGTH } from '../subscribers/tokens.ts';
import type { Slot } from './message.ts';

/** What a message is composed with: as long as the tokens that replace them, and nobody can write them. */
export type Placeholders<Token extends string> = { readonly [value in Token | 'to']: string };

/**
 * They come from a hash of the record itself, so a text that holds its own placeholder would be a fixed point of
 * SHA-512.
 */
export const placeholdersFor = <Token extends string>(
  content: unknown,
  tokens: readonly Token[],
): Placeholders<Token> => {
  const written = JSON.stringify(content);
  const digest = (value: string, encoding: 'hex' | 'base64url'): string =>
    createHash('sha512').update(`${value}\0${written}`).digest(encoding);
  return Object.fromEntries([
    ['to', `${digest('to', 'hex').slice(0, 40)}@recipient.invalid`],
    ...tokens.map((token) => [token, digest(token, 'base64url').slice(0, TOKEN_LENGTH)]),
  ]) as Placeholders<Token>;
};

/**
 * Where the placeholders stand in the composed bytes. Quoted-printable may have cut one with a soft line break
 * (`=` CR LF): each piece becomes a slot of its own, so that replacing it leaves every line as long as it was.
 */
export const findSlots = <Token extends string>(
  bytes: Buffer,
  placeholders: Placeholders<Token>,
  tokens: readonly Token[],
): readonly Slot<Token>[] => {
  const message = bytes.toString('latin1');
  const { to } = placeholders;
  const [at = -1, ...more] = occurrences(message, to);
  if (at < 0 || more.length > 0) throw new Error('the composed message must hold the recipient exactly once');
  return [
    { value: 'to' as const, at, length: to.length },
    ...tokens.flatMap((token) => tokenSlots(message, token, placeholders[token])),
  ].sort((one, other) => one.at - other.at);
};

const occurrences = (message: string, text: string): readonly number[] => {
  const found: number[] = [];
  for (let at = message.indexOf(text); at >= 0; at = message.indexOf(text, at + text.length)) found.push(at);
  return found;
};

const tokenSlots = <Token extends string>(
  message: string,
  value: Token,
  placeholder: string,
): readonly Slot<Token>[] => {
  // The characters of a token stand for themselves in quoted-printable and in a pattern.
  const pattern = new RegExp(placeholder.split('').join('(?:=\r\n)?'), 'g');
  return [...message.matchAll(pattern)].flatMap((match) => pieces(match[0], match.index, value));
};

const pieces = <Token extends string>(found: string, start: number, value: Token): Slot<Token>[] => {
  const slots: Slot<Token>[] = [];
  let at = start;
  let from = 0;
  for (const piece of found.split('=\r\n')) {
    if (piece !== '') slots.push({ value, at, length: piece.length, from });
    at += piece.length + '=\r\n'.length;
    from += piece.length;
  }
  return slots;
};
