import type { Stretch } from './credits.ts';

/** After a word of some letters, a digit or a bracket: not after an initial or "Dr." */
const BOUNDARY =
  /(?<=[\p{Ll}\p{Lo}\p{N}]{2}|[\p{Ll}\p{N}][)\]”"’+%])(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|No|Inc|Ltd|Co|feat|ft|etc))[.!?…]+[”"’)]?\s+(?=[\p{Lu}\p{Lo}“"])|[。！？]/gu;

/** The sentences of a paragraph, without the marks that end them. */
export const sentencesOf = (text: string): readonly Stretch[] => {
  const sentences: Stretch[] = [];
  let start = 0;
  for (const found of text.matchAll(BOUNDARY)) {
    sentences.push({ start, end: found.index });
    start = found.index + found[0].length;
  }
  return start < text.length ? [...sentences, { start, end: text.length }] : sentences;
};
