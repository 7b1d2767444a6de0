import type { NotesDraft } from '../../../lambdas/episodes/show-notes/draft.ts';
import { displayed } from '../../../lambdas/episodes/show-notes/addresses.ts';

/**
 * Every text of a draft that was taken from the notes, each once. A mention (a guest's name or a link's label read
 * out of words that stay in another part) is not counted: its words are counted where they stay.
 */
export const placedTexts = (draft: NotesDraft): string[] => {
  const mentioned = new Set(draft.sources.filter((source) => source.mention).map((source) => source.part));
  const { episode } = draft;
  return [
    ...(episode.title === undefined ? [] : [episode.title]),
    ...episode.guests.flatMap((guest, index) => (mentioned.has(`guests[${index}]`) ? [] : [guest.name])),
    ...episode.summary,
    ...(episode.topicsLeadIn === undefined ? [] : [episode.topicsLeadIn]),
    ...episode.topics.map((topic) => topic.text),
    ...episode.links.flatMap((link, index) => {
      const url = link.url ?? '';
      // An address without a label is shown as itself.
      const own = link.label !== displayed(url) && !mentioned.has(`links[${index}]`);
      return own ? [link.label, url] : [url];
    }),
    ...(episode.audioUrl === undefined ? [] : [episode.audioUrl]),
    ...(episode.artwork === undefined ? [] : [episode.artwork.url, episode.artwork.alt]),
    ...episode.credits.flatMap((credit) => [credit.role, credit.name]),
    ...draft.otherEpisodes.flatMap((other) => (other.title === undefined ? [] : [other.title])),
    ...draft.sponsors.flatMap((sponsor) => [sponsor.heading ?? '', sponsor.text, ...(sponsor.urls ?? [])]),
    ...(draft.callToAction === null ? [] : [draft.callToAction]),
    ...draft.sources.flatMap((source) => (source.text === undefined ? [] : [source.text])),
  ];
};

/** Runs of letters and digits with a letter among them. Times, dates and the numbers of lists are no words. */
export const wordsOf = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}]*\p{L}[\p{L}\p{M}\p{N}]*/gu) ?? [];

export const countOf = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
