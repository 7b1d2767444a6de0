import { splitRunTogether } from './chapters.ts';
import { looksLikeHtml } from './html-elements.ts';
import { markOf } from './line-marks.ts';
import { partOf } from './line-parts.ts';
import { readHtml } from './read-html.ts';
import { readText } from './read-text.ts';
import type { Anchor, Line, Reading } from './reading.ts';

export type NotesFormat = 'text' | 'html';

export const formatOf = (notes: string): NotesFormat => (looksLikeHtml(notes) ? 'html' : 'text');

/** Reads notes in any of the forms they come in. Nothing is understood yet, nothing is left out. */
export const readNotes = (notes: string, format: NotesFormat): Reading => {
  const reading = format === 'html' ? readHtml(notes) : readText(notes);
  const whole = format === 'html' ? withTypedMark : same;
  return { ...reading, lines: reading.lines.flatMap((line) => splitRunTogether(whole(line))) };
};

const same = (line: Line): Line =>
  line.text === line.text.trim() ? line : partOf(line, 0, line.text.length);

/** In HTML too, people type their bullets: `• this<br>• that`. */
const withTypedMark = (line: Line): Line => {
  const whole = same(line);
  if (whole.shape.kind !== 'plain') return whole;
  const mark = markOf(whole.text);
  if (mark?.kind === 'bullet') {
    const shape = { kind: 'bullet', depth: 0, sign: mark.sign } as const;
    const inside = partOf(whole, mark.width, whole.text.length, { shape });
    return { ...inside, from: whole.from, anchors: [...wordless(whole, mark.width), ...inside.anchors] };
  }
  if (mark?.kind === 'heading') {
    const shape = { kind: 'heading', level: mark.level } as const;
    const end = whole.text.length - mark.trailing;
    const inside = partOf(whole, mark.width, end, { shape });
    const anchors = [...wordless(whole, mark.width, end), ...inside.anchors];
    return { ...inside, from: whole.from, to: whole.to, anchors };
  }
  return whole;
};

/** A recording in front of a typed mark, or behind the one that closes a heading: it has no words, and goes with the line. */
const wordless = (line: Line, before: number, after = line.text.length): readonly Anchor[] =>
  line.anchors
    .filter((anchor) => anchor.start === anchor.end && (anchor.start < before || anchor.start > after))
    .map((anchor) => ({ ...anchor, start: 0, end: 0 }));
