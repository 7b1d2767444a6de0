const NARROWEST = 45;
const WIDEST = 100;

/**
 * Which lines were broken by an editor at a fixed width and go on in the next one. A block counts as wrapped when
 * no line had room for the next one's first word and at least one break falls inside a sentence; otherwise each
 * line is a paragraph of its own. `undefined` stands for a line that is no prose.
 */
export const wrappedWithNext = (lines: readonly (string | undefined)[]): boolean[] => {
  const wrapped = lines.map(() => false);
  let start = 0;
  for (let index = 0; index <= lines.length; index += 1) {
    if (lines[index] !== undefined && lines[index] !== '') continue;
    if (index - start >= 2 && isWrapped(lines, start, index))
      for (let line = start; line < index - 1; line += 1) wrapped[line] = true;
    start = index + 1;
  }
  return wrapped;
};

const isWrapped = (lines: readonly (string | undefined)[], start: number, end: number): boolean => {
  let width = 0;
  for (let index = start; index < end; index += 1) width = Math.max(width, lines[index]?.length ?? 0);
  if (width > WIDEST || width < NARROWEST) return false;
  let insideSentence = false;
  for (let index = start; index < end - 1; index += 1) {
    const line = lines[index] ?? '';
    const next = lines[index + 1] ?? '';
    const word = /^\S+/u.exec(next)?.[0] ?? '';
    if (line.length < NARROWEST || line.length + 1 + word.length <= width) return false;
    if (!/[.!?:…"”»)]$/u.test(line) && /^[\p{Ll}\p{Lo}]/u.test(next)) insideSentence = true;
  }
  return insideSentence;
};
