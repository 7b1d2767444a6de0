import { frontMatterOf } from './front-matter.ts';
import { LineBuilder } from './line-builder.ts';
import { markOf, type LineMark } from './line-marks.ts';
import { readInline, type Found } from './markdown-inline.ts';
import { PLAIN, type Line, type Reading, type Shape } from './reading.ts';
import { wrappedWithNext } from './wrapped-lines.ts';

/** A line of the file: where it is, its indentation in columns, and the mark it starts with. */
type Physical = {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
  readonly text: string;
  readonly mark: LineMark | undefined;
};

/** Reads plain text and Markdown. */
export const readText = (notes: string): Reading => {
  const front = frontMatterOf(notes);
  const physical = keepSequences(physicalLines(notes, front.end));
  const wrapped = wrappedWithNext(physical.map((line) => (isProse(line) ? line.text : undefined)));
  const lines: Line[] = front.title === undefined ? [] : [front.title];
  const found: Found = { images: [], asides: [...front.asides] };
  const levels = new Levels();
  let gap = true;
  for (let index = 0; index < physical.length; index += 1) {
    const first = physical[index];
    if (first === undefined) continue;
    if (first.text === '' || first.mark?.kind === 'rule') {
      gap = true;
      continue;
    }
    const builder = new LineBuilder();
    const shape = shapeOf(first, levels, gap);
    readPart(notes, first, builder, found);
    while (continues(physical, index, shape, wrapped)) {
      const next = physical[index + 1];
      if (next === undefined) break;
      builder.add(shape.kind === 'bullet' ? '\n' : ' ', first.to, first.to);
      readPart(notes, next, builder, found);
      index += 1;
    }
    if (builder.isEmpty) continue;
    lines.push(builder.build(underlined(physical[index + 1], shape, builder), gap));
    gap = false;
  }
  return { lines, ...found };
};

const isProse = (line: Physical): boolean => line.mark === undefined && !/^https?:/i.test(line.text);

/** `> what somebody said` */
const QUOTED = /^\s{0,20}(?:>\s){1,5}/u;

const physicalLines = (notes: string, start: number): Physical[] => {
  const lines: Physical[] = [];
  let from = start;
  while (from <= notes.length) {
    const end = lineEnd(notes, from);
    const raw = notes.slice(from, end.at);
    const quoted = QUOTED.exec(raw)?.[0].length ?? 0;
    const text = (quoted === 0 ? raw : raw.slice(quoted)).trim();
    const space = text === raw ? 0 : quoted + (raw.length - quoted - raw.slice(quoted).trimStart().length);
    lines.push({
      from: from + space,
      to: from + space + text.length,
      indent: columns(raw.slice(quoted, Math.min(space, 200))),
      text,
      mark: markOf(text),
    });
    from = end.next;
  }
  return lines;
};

const NEW_LINE = 0x0a;
const RETURN = 0x0d;
/** With vertical tab, form feed, next line, and the separators of lines and paragraphs. */
const BREAKS: ReadonlySet<number> = new Set([NEW_LINE, 0x0b, 0x0c, RETURN, 0x85, 0x2028, 0x2029]);

const lineEnd = (notes: string, from: number): { at: number; next: number } => {
  let at = from;
  while (at < notes.length && !BREAKS.has(notes.charCodeAt(at))) at += 1;
  const both = notes.charCodeAt(at) === RETURN && notes.charCodeAt(at + 1) === NEW_LINE;
  return { at, next: at + (both ? 2 : 1) };
};

const columns = (space: string): number =>
  space === '' ? 0 : space.length + 3 * (space.split('\t').length - 1);

/**
 * `1.` marks a list when it is followed by `2.` at the same indentation. "1984. A novel" stays text, and keeps its
 * number.
 */
const keepSequences = (lines: readonly Physical[]): readonly Physical[] => {
  const last = new Map<number, { index: number; number: number }>();
  const inSequence = new Set<number>();
  lines.forEach((line, index) => {
    if (line.mark?.kind !== 'number') return;
    const before = last.get(line.indent);
    if (before !== undefined && line.mark.number === before.number + 1) {
      inSequence.add(index);
      inSequence.add(before.index);
    }
    last.set(line.indent, { index, number: line.mark.number });
  });
  if (last.size === 0) return lines;
  return lines.map((line, index) =>
    line.mark?.kind === 'number' && !inSequence.has(index) ? { ...line, mark: undefined } : line,
  );
};

/** The indentations of the open list, outermost first. */
class Levels {
  private indents: number[] = [];

  depthOf(indent: number): number {
    while ((this.indents.at(-1) ?? -1) > indent) this.indents.pop();
    if ((this.indents.at(-1) ?? -1) < indent) this.indents.push(indent);
    return this.indents.length - 1;
  }

  close(): void {
    this.indents = [];
  }
}

const shapeOf = (line: Physical, levels: Levels, gap: boolean): Shape => {
  const { mark } = line;
  if (mark?.kind === 'bullet' || mark?.kind === 'number')
    return { kind: 'bullet', depth: levels.depthOf(line.indent), sign: mark.sign };
  if (mark?.kind === 'heading' || (gap && line.indent === 0)) levels.close();
  return mark?.kind === 'heading' ? { kind: 'heading', level: mark.level } : PLAIN;
};

const readPart = (notes: string, line: Physical, builder: LineBuilder, found: Found): void => {
  const width = line.mark === undefined || line.mark.kind === 'rule' ? 0 : line.mark.width;
  const trailing = line.mark?.kind === 'heading' ? line.mark.trailing : 0;
  builder.covers(line.from, line.to);
  readInline(notes, line.from + width, line.to - trailing, builder, found);
};

/** Whether the next line of the file goes on with this one. */
const continues = (
  physical: readonly Physical[],
  index: number,
  shape: Shape,
  wrapped: readonly boolean[],
): boolean => {
  const line = physical[index];
  const next = physical[index + 1];
  if (line === undefined || next === undefined || next.text === '' || next.mark !== undefined) return false;
  switch (shape.kind) {
    case 'bullet':
      // Indented under its bullet, or broken off in the middle of a sentence.
      return (
        (next.indent >= 2 &&
          (line.mark === undefined ? next.indent >= line.indent : next.indent > line.indent)) ||
        (line.text.length >= 40 &&
          /[\p{L}\p{N},]$/u.test(line.text) &&
          /^\p{Ll}/u.test(next.text) &&
          !/:/u.test(next.text))
      );
    case 'heading':
      return false;
    case 'plain':
      return wrapped[index] === true;
    default:
      return shape satisfies never;
  }
};

/** A line underlined with `====` or `----` is a heading. */
const underlined = (next: Physical | undefined, shape: Shape, builder: LineBuilder): Shape => {
  if (shape.kind !== 'plain' || next === undefined || next.mark?.kind !== 'rule') return shape;
  if (!/^(?:={3,}|-{3,})$/.test(next.text)) return shape;
  builder.covers(next.from, next.to);
  return { kind: 'heading', level: next.text.startsWith('=') ? 1 : 2 };
};
