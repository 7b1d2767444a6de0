import type { Aside, Line } from './reading.ts';

export type FrontMatter = {
  readonly end: number;
  readonly title: Line | undefined;
  readonly asides: readonly Aside[];
};

const NONE: FrontMatter = { end: 0, title: undefined, asides: [] };
const LONGEST = 10_000;
/** `key: value`, an item of a list, or nothing. */
const ENTRY = /^(?:[\w-]{1,40}:(?:\s.*)?|\s+.*|- .*)?$/u;
const TITLE = /^title:\s+(?:"([^"]+)"|'([^']+)'|([^"'].*?))\s*$/iu;

/** What site generators keep above a Markdown text, between two lines of `---`: its title is the episode's. */
export const frontMatterOf = (notes: string): FrontMatter => {
  const block = /^\uFEFF?---[ \t]*\r?\n([^]*?)\r?\n---[ \t]*(?:\r?\n|$)/u.exec(notes.slice(0, LONGEST));
  const inside = block?.[1];
  if (block === null || inside === undefined) return NONE;
  const lines = linesOf(inside, block[0].indexOf(inside));
  if (!lines.some(({ text }) => /^[\w-]+:/u.test(text)) || !lines.every(({ text }) => ENTRY.test(text)))
    return NONE;
  const titled = lines.find(({ text }) => TITLE.test(text));
  return {
    end: block[0].length,
    title: titled === undefined ? undefined : titleLine(titled),
    asides: lines
      .filter(({ text }) => text.trim() !== '')
      .map((line) =>
        line === titled ? { ...line, text: line.text.slice(0, line.text.indexOf(':') + 1) } : line,
      ),
  };
};

const linesOf = (text: string, offset: number): readonly Aside[] => {
  let from = offset;
  return text.split('\n').map((raw) => {
    const line = { text: raw.replace(/\r$/u, ''), from, to: from + raw.replace(/\r$/u, '').length };
    from += raw.length + 1;
    return line;
  });
};

const titleLine = ({ text, from, to }: Aside): Line | undefined => {
  const found = TITLE.exec(text);
  const title = found?.[1] ?? found?.[2] ?? found?.[3];
  if (title === undefined) return undefined;
  const start = from + text.indexOf(title, text.indexOf(':'));
  return {
    text: title,
    runs: [{ at: 0, from: start, to: start + title.length }],
    anchors: [],
    from,
    to,
    shape: { kind: 'heading', level: 1 },
    gap: true,
    strong: false,
  };
};
