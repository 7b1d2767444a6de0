import type { NotesDraft, Source } from '../lambdas/episodes/show-notes/draft.ts';
import { count } from './output.ts';

const WIDEST = 70;

/** What was taken for what, line by line of the notes: for the eyes of whoever pasted them. */
export const accountOf = (draft: NotesDraft, notes: string): string => {
  if (draft.sources.length === 0) return 'The notes are empty.';
  const rows = draft.sources.map((source) => [String(source.line), nameOf(source), shown(source, notes)]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const remarks = draft.sources.flatMap(({ note, line }) => (note === undefined ? [] : [{ note, line }]));
  return [
    'What was taken for what (by line of the notes):',
    ...rows.map(([at = '', name = '', text = '']) =>
      `  ${at.padStart(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${text}`.trimEnd(),
    ),
    ...remarksOf(remarks),
  ].join('\n');
};

const nameOf = ({ part, mention }: Source): string =>
  `${part === 'structure' ? '(done its work)' : part}${mention === true ? ' (named in)' : ''}`;

const shown = ({ from, to }: Source, notes: string): string => {
  const text = notes
    .slice(from, Math.min(to, from + 400))
    .replace(/\s+/gu, ' ')
    .trim();
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
};

/** The same remark about many lines is made once. */
const remarksOf = (remarks: readonly { readonly note: string; readonly line: number }[]): string[] => {
  const lines = new Map<string, number[]>();
  for (const { note, line } of remarks) lines.set(note, [...(lines.get(note) ?? []), line]);
  return [...lines].map(([note, at]) =>
    at.length > 5 ? `  ${note} (${count(at.length, 'place')})` : `  ${note} (line ${at.join(', ')})`,
  );
};
