import type { Slot } from './message.ts';

/** The placeholders a message is composed with: as long as what replaces them, and nobody can write them. */
export type Placeholders = {
  readonly to: string;
  readonly unsubscribeToken: string;
  readonly preferencesToken: string;
};

/**
 * Where the placeholders stand in the composed bytes. Quoted-printable may have cut one with a soft line break
 * (`=` CR LF): each piece becomes a slot of its own, so that replacing it leaves every line as long as it was.
 */
export const findSlots = (message: string, placeholders: Placeholders): readonly Slot[] =>
  [
    ...occurrences(message, placeholders.to).map(
      (at): Slot => ({ value: 'to', at, length: placeholders.to.length }),
    ),
    ...tokenSlots(message, 'unsubscribeToken', placeholders.unsubscribeToken),
    ...tokenSlots(message, 'preferencesToken', placeholders.preferencesToken),
  ].sort((one, other) => one.at - other.at);

const occurrences = (message: string, text: string): readonly number[] => {
  const found: number[] = [];
  for (let at = message.indexOf(text); at >= 0; at = message.indexOf(text, at + text.length)) found.push(at);
  return found;
};

const tokenSlots = (
  message: string,
  value: 'unsubscribeToken' | 'preferencesToken',
  placeholder: string,
): readonly Slot[] => {
  // The characters of a token stand for themselves in quoted-printable and in a pattern.
  const pattern = new RegExp(placeholder.split('').join('(?:=\r\n)?'), 'g');
  return [...message.matchAll(pattern)].flatMap((match) => pieces(match[0], match.index, value));
};

const pieces = (found: string, start: number, value: 'unsubscribeToken' | 'preferencesToken'): Slot[] => {
  const slots: Slot[] = [];
  let at = start;
  let from = 0;
  for (const piece of found.split('=\r\n')) {
    if (piece !== '') slots.push({ value, at, length: piece.length, from });
    at += piece.length + '=\r\n'.length;
    from += piece.length;
  }
  return slots;
};
