import type { Command } from 'commander';
import { z } from 'zod';
import { httpsUrl, text } from '../lambdas/episodes/fields.ts';
import { MAX_TITLE } from '../lambdas/episodes/episode.ts';
import { draftFromNotes } from '../lambdas/episodes/show-notes/draft-from-notes.ts';
import { guestsInTitle } from '../lambdas/episodes/show-notes/guests.ts';
import type { NotesDraft } from '../lambdas/episodes/show-notes/draft.ts';
import { EpisodeId, ShowId } from '../lambdas/ids.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import { accountOf } from './episode-draft-account.ts';
import { yamlOf } from './episode-draft-yaml.ts';
import { readNotesFile } from './notes-file.ts';
import type { Cli } from './session.ts';

export const registerEpisodeDraft = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('draft')
      .description(
        'draw an episode from show notes (plain text, Markdown or HTML): YAML to edit, and what was taken for what; nothing is written to the system',
      )
      .argument('<file>', 'the notes; "-" reads standard input')
      .option('--title <title>', 'the title, if the notes do not state it')
      .option('--id <id>', 'the id of the episode; made from the title if not given')
      .option('--page <url>', "the episode's page: links whose address the notes lost lead there"),
    {
      args: z.tuple([z.string()]),
      options: z.object({
        title: text(MAX_TITLE).optional(),
        id: EpisodeId.optional(),
        page: httpsUrl.optional(),
      }),
    },
    async (session, [file], { title, id, page }) => {
      const notes = await readNotesFile(file, session.stdin);
      const showId = session.show === undefined ? undefined : showIdOf(session.show);
      const given = { showId, episodeId: id, title, pageUrl: page };
      const draft = withGiven(draftFromNotes(notes, { title, base: page }), given);
      session.output.result(draft, () => yamlOf(draft, file).trimEnd());
      session.output.note(accountOf(draft, notes));
    },
  );

type Given = {
  readonly showId: ShowId | undefined;
  readonly episodeId: EpisodeId | undefined;
  readonly title: string | undefined;
  readonly pageUrl: string | undefined;
};

const showIdOf = (given: string): ShowId => {
  const showId = ShowId.safeParse(given);
  if (showId.success) return showId.data;
  throw new AnnouncerError('Usage', `--show: "${given}" is no id of a show, e.g. "glass-hour"`);
};

export type GivenDraft = NotesDraft & { readonly episode: NotesDraft['episode'] & Partial<Given> };

/** What the command line says comes first; the fields it leaves out stay as the notes have them. */
const withGiven = (draft: NotesDraft, { showId, episodeId, title, pageUrl }: Given): GivenDraft => ({
  ...draft,
  episode: {
    ...(showId === undefined ? {} : { showId }),
    ...(episodeId === undefined ? {} : { episodeId }),
    ...(title === undefined ? {} : { title }),
    ...draft.episode,
    guests: withGuestsOf(title, draft.episode.guests),
    links: draft.episode.links.map((link) =>
      link.url === undefined && pageUrl !== undefined ? { ...link, url: pageUrl } : link,
    ),
    ...(pageUrl === undefined ? {} : { pageUrl }),
  },
});

const withGuestsOf = (
  title: string | undefined,
  guests: NotesDraft['episode']['guests'],
): NotesDraft['episode']['guests'] => {
  const stated = title === undefined ? [] : guestsInTitle(title).map(({ name }) => ({ name }));
  return [...guests, ...stated.filter(({ name }) => guests.every((guest) => guest.name !== name))];
};
