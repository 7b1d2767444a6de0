import type { Line } from './reading.ts';
import { sectionOf } from './sections.ts';

const EMOJI =
  /^(?![©®™])\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F\u200D]{0,8}\s?(?=[\p{L}\p{N}\p{P}])/u;
const LONGEST = 300;
/** Between paragraphs, two emoji may be an accident. */
const FEWEST_APART = 3;

/** Lines one after the other that each open with an emoji are a list; the emoji say something, and stay. */
export const withEmojiBullets = (lines: readonly Line[]): readonly Line[] => {
  let marked: Line[] | undefined;
  for (let start = 0; start < lines.length; start += 1) {
    const end = endOfRun(lines, start);
    if (end - start < 2) continue;
    marked ??= [...lines];
    for (let index = start; index < end; index += 1) {
      const line = lines[index];
      if (line !== undefined) marked[index] = { ...line, shape: { kind: 'bullet', depth: 0, sign: '' } };
    }
    start = end - 1;
  }
  return marked ?? lines;
};

const endOfRun = (lines: readonly Line[], start: number): number => {
  if (!opensWithEmoji(lines[start])) return start;
  let end = start + 1;
  while (opensWithEmoji(lines[end]) && lines[end]?.gap === lines[start + 1]?.gap) end += 1;
  const apart = lines[start + 1]?.gap === true;
  return apart && end - start < FEWEST_APART ? start : end;
};

const opensWithEmoji = (line: Line | undefined): boolean =>
  line !== undefined &&
  line.shape.kind === 'plain' &&
  line.text.length <= LONGEST &&
  EMOJI.test(line.text) &&
  sectionOf(line.text) === undefined;
