import type { Range } from './reading.ts';

/**
 * What a stretch of the notes was understood as. Parts come in the order of the notes and say nothing yet of the
 * record's limits. `mention` marks a name or an address read out of words that stay where they are: the words
 * belong to another part.
 */
export type Part = Range &
  (
    | { readonly kind: 'title'; readonly text: string }
    | { readonly kind: 'paragraph'; readonly text: string }
    | { readonly kind: 'leadIn'; readonly text: string }
    /** `level` 0 is a chapter, a heading or an outermost bullet; what is nested under it counts up. */
    | {
        readonly kind: 'topic';
        readonly text: string;
        readonly level: number;
        readonly startSeconds?: number;
      }
    | { readonly kind: 'guest'; readonly name: string; readonly url?: string; readonly mention: boolean }
    | { readonly kind: 'credit'; readonly role: string; readonly name: string }
    | {
        readonly kind: 'link';
        readonly label: string;
        /** Missing where the notes lost it. */
        readonly url?: string;
        readonly mention: boolean;
        readonly note?: string;
      }
    | { readonly kind: 'audio'; readonly url: string }
    | { readonly kind: 'artwork'; readonly url: string; readonly alt: string }
    | { readonly kind: 'call'; readonly text: string }
    | {
        readonly kind: 'sponsor';
        readonly text: string;
        readonly heading?: string;
        readonly startSeconds?: number;
        readonly urls: readonly string[];
      }
    | {
        readonly kind: 'otherEpisode';
        readonly publishedAt: string;
        readonly durationSeconds: number;
        readonly title?: string;
      }
    /** Words that have done their work: "Links:", "Special Guests:", the "and" between two names. */
    | { readonly kind: 'structure'; readonly text: string }
  );

export type PartKind = Part['kind'];
