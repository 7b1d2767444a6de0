import { draftFromNotes } from '../show-notes/draft-from-notes.ts';
import { clean } from '../show-notes/reading.ts';
import { unescapeEntities } from './unescape.ts';

/** The notes of an item stand in up to three places, mostly copies of one another cut to different lengths. */
export const fullestNotes = (
  encoded: string | undefined,
  description: string | undefined,
  summary: string | undefined,
): string => {
  if (encoded !== undefined && encoded.trim() !== '') return encoded;
  const [one, other] = [description ?? '', summary ?? ''];
  return other.length > one.length ? other : one;
};

const LONGEST = 80;

/** `<b>Sand</b>`, however it was escaped: titles are text. A lone tag is one somebody writes about. */
const withoutMarkup = (text: string): string => {
  let plain = text;
  for (let depth = 0; depth < 3 && plain.includes('</'); depth += 1)
    plain = plain.replace(
      /<(b|i|u|em|strong|span|small|sup|sub|a|p)(?:\s[^<>]{0,500})?>([^<]*)<\/\1>/giu,
      '$2',
    );
  return plain;
};

/** RSS lets an item do without a title if it has a description. Its first words stand in. */
export const titleOr = (title: string | undefined, notes: string): string => {
  const stated = clean(withoutMarkup(unescapeEntities(title ?? '')));
  if (stated !== '') return stated;
  const [first] = draftFromNotes(notes.slice(0, 4000), { title: '' }).episode.summary;
  const words = (first ?? '').slice(0, LONGEST);
  const cut = words.length < LONGEST ? words : `${words.slice(0, words.lastIndexOf(' '))}…`;
  return cut === '' ? '(untitled)' : cut;
};
