import { partOf } from './line-parts.ts';
import type { Line } from './reading.ts';
import { sentencesOf } from './sentences.ts';
import { timeAtStart } from './times.ts';

const LONGEST = 3000;
/** A longer last sentence is more than a lead-in. */
const LONGEST_LEAD_IN = 200;

/** `A talk about glass. We cover:` above a list: the last sentence leads in, what stands before it does not. */
export const splitLeadIn = (line: Line, next: Line | undefined): Line | readonly Line[] => {
  if (next === undefined || line.shape.kind !== 'plain' || line.text.length > LONGEST) return line;
  if (!/[:：]$/u.test(line.text)) return line;
  if (next.shape.kind !== 'bullet' && timeAtStart(next.text.slice(0, 200)) === undefined) return line;
  const last = sentencesOf(line.text).at(-1);
  if (last === undefined || last.start === 0 || last.end - last.start > LONGEST_LEAD_IN) return line;
  return [partOf(line, 0, last.start), partOf(line, last.start, line.text.length, { gap: false })];
};
