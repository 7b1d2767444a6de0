/** What show notes say, as far as they were understood: the fields of an episode's record, and what is set apart. */
export type NotesDraft = {
  readonly episode: DraftEpisode;
  readonly otherEpisodes: readonly OtherEpisode[];
  readonly sponsors: readonly Sponsor[];
  readonly callToAction: string | null;
  /** In the order of the notes. */
  readonly sources: readonly Source[];
};

/** Every field is within the limits of a record. Only a link whose address the notes lost has none. */
export type DraftEpisode = {
  readonly title?: string;
  readonly guests: readonly { readonly name: string; readonly url?: string }[];
  readonly summary: readonly string[];
  readonly topicsLeadIn?: string;
  readonly topics: readonly { readonly text: string; readonly startSeconds?: number }[];
  readonly links: readonly { readonly label: string; readonly url?: string }[];
  readonly audioUrl?: string;
  readonly artwork?: { readonly url: string; readonly alt: string };
  readonly credits: readonly { readonly role: string; readonly name: string }[];
};

export type OtherEpisode = {
  readonly publishedAt: string;
  readonly durationSeconds: number;
  readonly title?: string;
};

export type Sponsor = {
  readonly text: string;
  readonly heading?: string;
  readonly startSeconds?: number;
  readonly urls?: readonly string[];
};

/** Where a part came from: UTF-16 offsets into the notes, and the number of the line it starts on, from 1. */
export type Source = {
  /** A path into the draft (`topics[2]`, `callToAction`), or `structure` or `overflow`. */
  readonly part: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Read out of words that stay in another part. */
  readonly mention?: true;
  /** Of `structure`: the words that did their work. Of `overflow`: what no field has room for. */
  readonly text?: string;
  /** What was changed on the way. */
  readonly note?: string;
};
