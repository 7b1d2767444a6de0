import { rangeOf, type Anchor, type Line, type Run, type Shape } from './reading.ts';

/** A line made of a stretch of another one, with white space at its ends left out. */
export const partOf = (
  line: Line,
  start: number,
  end: number,
  changes: { readonly shape?: Shape; readonly gap?: boolean } = {},
): Line => {
  const [from, to] = trimmed(line.text, start, end);
  const range = from < to ? rangeOf(line, from, to) : { from: line.from, to: line.from };
  return {
    text: line.text.slice(from, to),
    runs: line.runs.flatMap((run, index) => {
      const next = line.runs[index + 1]?.at ?? line.text.length;
      return next <= from || run.at >= to ? [] : [shifted(run, from)];
    }),
    anchors: anchorsWithin(line, start, end),
    from: start === 0 ? line.from : range.from,
    to: end >= line.text.length ? line.to : range.to,
    shape: changes.shape ?? line.shape,
    gap: changes.gap ?? line.gap,
    strong: line.strong,
  };
};

const shifted = (run: Run, by: number): Run =>
  run.at >= by
    ? { ...run, at: run.at - by }
    : { at: 0, from: Math.min(run.from + (by - run.at), run.to), to: run.to };

/** The links of a stretch of a line, in its own positions. One without words may stand in the space around it. */
export const anchorsWithin = (line: Line, start: number, end: number): Anchor[] => {
  const [from, to] = trimmed(line.text, start, end);
  return line.anchors.flatMap((anchor) => {
    const empty = anchor.start === anchor.end && anchor.start >= start && anchor.start <= end;
    if (!empty && (anchor.end <= from || anchor.start >= to)) return [];
    const within = (position: number): number => Math.min(Math.max(position, from), to) - from;
    return [{ ...anchor, start: within(anchor.start), end: within(anchor.end) }];
  });
};

/** A stretch without the white space at its ends. */
export const trimmed = (text: string, start: number, end: number): [number, number] => {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charAt(from))) from += 1;
  while (to > from && isSpace(text.charAt(to - 1))) to -= 1;
  return [from, to];
};

const isSpace = (character: string): boolean => character === ' ' || /[\s\uFEFF\u200B]/u.test(character);
