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
  for (const piece of pieces(text, width)) {
    if (columns(line) + columns(piece.trimEnd()) > width && line.trim() !== '') {
      done.push(line);
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return [...done, line].map((made) => made.replace(UNBREAKING, ' ').trim()).filter((made) => made !== '');
};

/** Spaces that hold "3 hr 9 min" or a French colon together. They end as plain spaces, which are easier to copy. */
const UNBREAKING = /[\u00a0\u202f]/g;

const WIDE = '⺀-鿿가-힯豈-﫿＀-￯';
/** No line of Japanese ends with the first, nor begins with the others (JIS X 4051, the most common of them). */
const OPENING = '「『（【〈《〔［｛“‘';
const CLOSING =
  '、。，．・：；！？）」』】〉》〕］｝”’…‥ー々〜％ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ';
/** A word, or one ideograph or kana: a line may break after either. */
const PIECE = new RegExp(`[${OPENING}]*(?:[^ ${WIDE}]+|[${WIDE}])[${CLOSING}]* ?`, 'gu');

const pieces = (text: string, width: number): readonly string[] =>
  (
    text
      .replace(/[^\S\u00a0\u202f]+/g, ' ')
      .trim()
      .match(PIECE) ?? []
  ).flatMap((piece) =>
    // A text copied from a web page may have no other spaces.
    columns(piece) > width ? piece.split(/(?<=[\u00a0\u202f])/) : [piece],
  );

/** East Asian wide characters and emoji take two columns (Unicode Standard Annex 11), marks upon letters none. */
export const columns = (text: string): number => {
  let sum = 0;
  for (const character of text) {
    if (/[\p{Mn}\p{Me}]/u.test(character)) continue;
    sum += /[ᄀ-ᅟ⺀-꓏가-힯豈-﫿︰-﹏＀-｠￠-￦\u{1f300}-\u{1faff}]/u.test(character) ? 2 : 1;
  }
  return sum;
};
