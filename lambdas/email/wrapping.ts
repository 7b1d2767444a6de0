/** Narrow enough to be quoted twice and stay within 76, the longest line of a body (RFC 5322 advises 78). */
const WIDTH = 72;

/** Text broken into lines of at most `width` columns; an address or a word longer than that stays whole. */
export const wrapped = (text: string, width = WIDTH): string => lines(text, width).join('\n');

/** A mark before the first line and an indent of the same width before the others. */
export const hanging = (mark: string, text: string): string =>
  lines(text, WIDTH - mark.length)
    .map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`)
    .join('\n');

const lines = (text: string, width: number): readonly string[] => {
  const done: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (columns(line) + columns(piece.trimEnd()) > width && line.trim() !== '') {
      done.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return line.trim() === '' ? done : [...done, line.trimEnd()];
};

/** Where a line may break: after white space, and between two ideographs or kana. */
const pieces = (text: string): readonly string[] =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .match(/[^ ⺀-鿿가-힯豈-﫿＀-￯]+ ?|[⺀-鿿가-힯豈-﫿＀-￯][、。，．！？）」』：；ー]* ?|\S/gu) ?? [];

/** East Asian wide characters and emoji take two columns (Unicode Standard Annex 11). */
const columns = (text: string): number => {
  let sum = 0;
  for (const character of text)
    sum += /[ᄀ-ᅟ⺀-꓏가-힯豈-﫿︰-﹏＀-｠￠-￦\u{1f300}-\u{1faff}]/u.test(character) ? 2 : 1;
  return sum;
};
