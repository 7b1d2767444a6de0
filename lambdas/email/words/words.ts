/**
 * The fixed words of the emails in one language. A language that lacks one does not compile. Typography is the
 * language's own: quotation marks, apostrophes, the space before a French colon.
 */
export type Words = {
  /** Between a label and what it labels, with the spaces around it. */
  readonly colon: string;
  readonly listen: string;
  /** On the button of an episode that has neither audio nor a page of its own. */
  readonly read: string;
  readonly episodeNumber: (number: string) => string;
  readonly seasonAndEpisode: (season: string, number: string) => string;
  readonly withGuests: (guests: string) => string;
  readonly inThisEpisode: string;
  readonly links: string;
  readonly transcript: string;
  readonly audioFile: string;
  readonly whereToListen: string;
  readonly credits: string;
  readonly recentEpisodes: string;
  /** At the end of an email that had to leave something out. */
  readonly shortened: string;
  readonly why: (show: string) => string;
  readonly unsubscribe: string;
  readonly preferences: string;
  readonly readInBrowser: string;
  /** On the page that serves the same content, in place of the personal links. */
  readonly subscribe: string;

  readonly confirmSubject: (show: string) => string;
  readonly confirmHeading: string;
  readonly confirmRequest: (show: string) => string;
  readonly confirmButton: string;
  readonly confirmAddress: string;
  /** `48 hours`, as the language says it. */
  readonly confirmExpiry: (hours: string) => string;
  readonly confirmIgnore: string;
};
