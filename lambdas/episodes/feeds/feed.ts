/** A feed as it was read, in the terms of none of its dialects. Addresses are as written, http included. */
export type Feed = {
  readonly title: string;
  readonly language?: string;
  readonly link?: string;
  readonly items: readonly FeedItem[];
};

export type FeedItem = {
  /** As stated; `identityOf` gives one that every item has. */
  readonly guid?: string;
  readonly title: string;
  /** UTC. */
  readonly publishedAt?: string;
  readonly durationSeconds?: number;
  readonly audioUrl?: string;
  readonly artworkUrl?: string;
  readonly link?: string;
  /** Text or HTML, once decoded. */
  readonly notes: string;
  readonly season?: number;
  readonly number?: number;
  readonly persons: readonly FeedPerson[];
  readonly transcriptUrl?: string;
  /** A file of chapters (Podcasting 2.0). */
  readonly chaptersUrl?: string;
  /** Chapters in the feed itself (Podlove). */
  readonly chapters: readonly FeedChapter[];
};

/** `role` in lower case; the namespace says `host` where none is stated. */
export type FeedPerson = { readonly name: string; readonly role: string; readonly url?: string };
export type FeedChapter = { readonly title: string; readonly startSeconds: number; readonly url?: string };
