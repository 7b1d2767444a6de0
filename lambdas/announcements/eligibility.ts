import type { Episode, PublishedEpisode } from '../episodes/episode.ts';

const DAY = 86_400_000;
/** An episode dated longer ago than this is a back catalogue being filled, and mails nobody by itself. */
export const RECENT_MS = 7 * DAY;

export type Eligibility =
  | { readonly kind: 'eligible'; readonly episode: PublishedEpisode }
  | { readonly kind: 'not announced'; readonly why: string };

/** Whether publishing this episode announces it. `now` in milliseconds since 1970. */
export const eligibility = (episode: Episode, now: number): Eligibility => {
  if (episode.status !== 'published') return { kind: 'not announced', why: `it is ${episode.status}` };
  switch (episode.announce) {
    case 'always':
      return { kind: 'eligible', episode };
    case 'never':
      return { kind: 'not announced', why: 'its record says announce: never' };
    case 'recent':
      return Date.parse(episode.publishedAt) >= now - RECENT_MS
        ? { kind: 'eligible', episode }
        : {
            kind: 'not announced',
            why: `it is dated ${episode.publishedAt.slice(0, 10)}, more than seven days ago; "announce: always" announces it all the same`,
          };
    default:
      return episode.announce satisfies never;
  }
};
