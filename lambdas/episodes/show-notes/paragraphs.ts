import { splitText } from './split-text.ts';

export type Paragraph = {
  /** Not empty, and without white space at its ends. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly note?: string;
};

/** Kept as they are before the rest is merged; the merged rest of a record at its size limit takes sixteen at most. */
const KEPT = 14;

/**
 * Paragraphs within a record's limits: the too long ones are cut at a sentence's end; where there are too many, the
 * last ones run on without a break.
 */
export const fitParagraphs = (
  parts: readonly Paragraph[],
  most: number,
  longest: number,
): readonly Paragraph[] => {
  const fits = (part: Paragraph): boolean => part.text.length <= longest;
  const cut = parts.every(fits)
    ? parts
    : parts.flatMap((part) => (fits(part) ? part : pieces(part, longest)));
  if (cut.length <= most) return cut;
  const rest = cut.slice(KEPT);
  const from = rest[0]?.from ?? 0;
  const to = rest.at(-1)?.to ?? from;
  const note = `a record takes ${most} paragraphs: ${rest.length} were put together`;
  const merged = splitText(rest.map((part) => part.text).join(' '), longest);
  return [...cut.slice(0, KEPT), ...merged.map((text) => ({ text, from, to, note }))];
};

const pieces = (part: Paragraph, longest: number): readonly Paragraph[] =>
  splitText(part.text, longest).map((text, index) => ({
    text,
    from: part.from,
    to: part.to,
    ...(index === 0 ? {} : { note: `a paragraph takes ${longest} characters; this one goes on` }),
  }));
