/** Text of at most `limit` characters and an ellipsis: cut at a word where there is one, never inside a grapheme. */
export const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(0, limit));
  // The last grapheme may go on past the limit.
  const whole = Array.from(graphemes, ({ segment }) => segment)
    .slice(0, -1)
    .join('');
  const space = whole.lastIndexOf(' ');
  return `${(space > limit / 2 ? whole.slice(0, space) : whole).replace(/[\s,;:.–—-]+$/u, '')}…`;
};
