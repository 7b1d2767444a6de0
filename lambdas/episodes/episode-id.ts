import { EpisodeId } from '../ids.ts';

const LONGEST = 60;

/**
 * An id made of a title's letters: `74-itchy-feet`. Undefined where none is left, as in a title in Persian; the
 * caller then has something else that is stable.
 */
export const episodeIdFrom = (title: string): EpisodeId | undefined => {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/['’]/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '');
  let id = '';
  for (const word of words) {
    const longer = id === '' ? word.slice(0, LONGEST) : `${id}-${word}`;
    if (longer.length > LONGEST) break;
    id = longer;
  }
  // A number left over from a title in another script would be the same for the next one.
  return /[a-z]/.test(id) && id.length >= 3 ? EpisodeId.parse(id) : undefined;
};
