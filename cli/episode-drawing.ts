import { draftFromNotes } from '../lambdas/episodes/show-notes/draft-from-notes.ts';
import { accountOf } from './episode-draft-account.ts';
import { yamlOf } from './episode-draft-yaml.ts';
import { type Given, withGiven } from './episode-given.ts';
import { readNotesFile } from './notes-file.ts';
import type { Session } from './session.ts';

/** Draws an episode from a file of notes, and says what was taken for what. */
export const drawEpisode = async (session: Session, file: string, given: Given): Promise<void> => {
  const notes = await readNotesFile(file, session.stdin);
  const draft = withGiven(draftFromNotes(notes, { title: given.title, base: given.pageUrl }), given);
  session.output.result(draft, () => yamlOf(draft, file).trimEnd());
  session.output.note(accountOf(draft, notes));
};
