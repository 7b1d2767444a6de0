import type { NotesDraft } from '../lambdas/episodes/show-notes/draft.ts';
import { guestsInTitle } from '../lambdas/episodes/show-notes/guests.ts';
import type { EpisodeId, ShowId } from '../lambdas/ids.ts';

/** What the command line says of the episode. */
export type Given = {
  readonly showId: ShowId | undefined;
  readonly episodeId: EpisodeId | undefined;
  readonly title: string | undefined;
  readonly pageUrl: string | undefined;
};

export type GivenDraft = NotesDraft & { readonly episode: NotesDraft['episode'] & Partial<Given> };

/** What the command line says comes first; the fields it leaves out stay as the notes have them. */
export const withGiven = (draft: NotesDraft, { showId, episodeId, title, pageUrl }: Given): GivenDraft => ({
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
