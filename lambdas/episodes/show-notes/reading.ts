/**
 * Notes as they are read, before anything is understood: lines of visible text, without the marks of Markdown or
 * HTML, each of which knows where in the notes it came from. Positions are UTF-16 offsets.
 */
export type Reading = {
  readonly lines: readonly Line[];
  readonly images: readonly Image[];
  readonly asides: readonly Aside[];
};

/** What stands in the notes and is shown only when asked for: the title of a Markdown link. */
export type Aside = { readonly text: string; readonly from: number; readonly to: number };

export type Line = {
  readonly text: string;
  readonly runs: readonly Run[];
  readonly anchors: readonly Anchor[];
  /** In the notes, marks included. */
  readonly from: number;
  readonly to: number;
  readonly shape: Shape;
  /** A blank line, a rule or a paragraph's end stands before it. */
  readonly gap: boolean;
  /** All of it is bold. */
  readonly strong: boolean;
};

/** Most lines: one for them all. */
export const PLAIN: Shape = { kind: 'plain' };

export type Shape =
  | { readonly kind: 'plain' }
  | { readonly kind: 'heading'; readonly level: number }
  /** `sign` is what stood before the text: `-`, `•`, `3.`; empty for an item of an HTML list. */
  | { readonly kind: 'bullet'; readonly depth: number; readonly sign: string };

/** A stretch of a line's text and the stretch of the notes it was read from. */
export type Run = { readonly at: number; readonly from: number; readonly to: number };

/** Text of a line that is linked: by Markdown, by HTML, or because it is itself an address (`bare`). */
export type Anchor = {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly bare: boolean;
};

export type Image = {
  readonly url: string;
  readonly alt: string;
  readonly from: number;
  readonly to: number;
};

export type Range = { readonly from: number; readonly to: number };

/** Where in the notes a stretch of a line's text came from. */
export const rangeOf = (line: Line, start = 0, end = line.text.length): Range => {
  const first = runAt(line.runs, start);
  const last = runAt(line.runs, Math.max(start, end - 1));
  if (first === undefined || last === undefined) return { from: line.from, to: line.to };
  return {
    from: Math.min(first.from + (start - first.at), first.to),
    to: Math.min(last.from + (end - last.at), last.to),
  };
};

const runAt = (runs: readonly Run[], position: number): Run | undefined => {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return runs[low];
};

/** One line of text: white space in runs of one, nothing that a record refuses. */
export const clean = (text: string): string =>
  text
    .toWellFormed()
    // Zero-width non-joiners and joiners belong to Persian and emoji spelling; other controls to nothing.
    // A single space is what it is already, and needs no copy of the text.
    .replace(/[\p{Cc}\s\u200B]{2,}|[^\S ]|[\p{Cc}\u200B]/gu, ' ')
    .trim();
