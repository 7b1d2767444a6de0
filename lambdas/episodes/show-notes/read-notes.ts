import { splitRunTogether } from './chapters.ts';
import { withEmojiBullets } from './emoji-bullets.ts';
import { looksLikeHtml } from './html-elements.ts';
import { splitLeadIn } from './lead-ins.ts';
import { markOf } from './line-marks.ts';
import { partOf } from './line-parts.ts';
import { readHtml } from './read-html.ts';
import { readText } from './read-text.ts';
import type { Anchor, Line, Reading } from './reading.ts';
import { withWrittenAddresses } from './written-addresses.ts';

export type NotesFormat = 'text' | 'html';

export const formatOf = (notes: string): NotesFormat => (looksLikeHtml(notes) ? 'html' : 'text');

/** Reads notes in any of the forms they come in. Nothing is understood yet, nothing is left out. */
export const readNotes = (notes: string, format: NotesFormat): Reading => {
  const reading = format === 'html' ? readHtml(notes) : readText(notes);
  const typed = format === 'html' ? withTypedMarks(reading.lines) : reading.lines;
  const lines: Line[] = [];
  for (const line of typed) {
    const split = splitRunTogether(withWrittenAddresses(trimmedLine(line)));
    if (Array.isArray(split)) lines.push(...split);
    else lines.push(split);
  }
  return { ...reading, lines: splitLeadIns(withEmojiBullets(lines)) };
};

/** Most notes have no such line, and need no second list. */
const splitLeadIns = (lines: readonly Line[]): readonly Line[] =>
  lines.some(({ text }) => /[:：]$/u.test(text))
    ? lines.flatMap((line, index) => splitLeadIn(line, lines[index + 1]))
    : lines;

const trimmedLine = (line: Line): Line =>
  line.text === line.text.trim() ? line : partOf(line, 0, line.text.length);

/** In HTML too, people type their bullets, headings and rules: `• this<br>• that<br>---`. */
const withTypedMarks = (lines: readonly Line[]): readonly Line[] => {
  const marked: Line[] = [];
  let ruled = false;
  for (const line of lines) {
    const whole = trimmedLine(line);
    const mark = whole.shape.kind === 'plain' ? markOf(whole.text) : undefined;
    if (mark?.kind === 'rule' && whole.anchors.length === 0) {
      ruled = true;
      continue;
    }
    const inside = withTypedMark(whole, mark);
    marked.push(ruled && !inside.gap ? { ...inside, gap: true } : inside);
    ruled = false;
  }
  return marked;
};

const withTypedMark = (whole: Line, mark: ReturnType<typeof markOf>): Line => {
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
