import { assemble } from './assemble.ts';
import type { NotesDraft } from './draft.ts';
import { formatOf, readNotes, type NotesFormat } from './read-notes.ts';
import { understand, type Context } from './understand.ts';

/**
 * Draws an episode from its show notes: plain text, Markdown or HTML. Pure, and linear in the length of the notes.
 * Every word of them is in the result once, in the field it was understood as, else in the summary; `sources` says
 * where each part came from.
 */
export const draftFromNotes = (
  notes: string,
  context: Context & { readonly format?: NotesFormat } = {},
): NotesDraft => {
  const format = context.format ?? formatOf(notes);
  return assemble(understand(readNotes(notes, format), context), notes);
};
