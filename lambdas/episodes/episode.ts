import { z } from 'zod';
import { EpisodeId, ShowId } from '../ids.ts';
import { httpsUrl, instant, link, list, text } from './fields.ts';

export const MAX_TITLE = 200;
export const MAX_TOPICS = 50;
export const MAX_PARAGRAPHS = 30;
export const MAX_PARAGRAPH = 8000;
export const MAX_TOPIC = 1000;
export const MAX_LEAD_IN = 300;
export const MAX_LINKS = 100;
export const MAX_LINK_LABEL = 500;
export const MAX_GUESTS = 20;
export const MAX_CREDITS = 50;
export const MAX_CALL_TO_ACTION = 1000;
/** Of all text in one record together. Keeps the HTML below Gmail's clip and the row far below 400 KB. */
export const MAX_TEXT_BYTES = 65_536;

/** Show notes say more about a link than its name: a title and what is to be found there. */
const episodeLink = link.extend({ label: text(MAX_LINK_LABEL) });

const SECONDS = 'must be whole seconds, from 0 to 360000 (100 hours)';
const seconds = z.int(SECONDS).min(0, SECONDS).max(360_000, SECONDS);

export const Topic = z.strictObject({ text: text(MAX_TOPIC), startSeconds: seconds.optional() });
export type Topic = z.infer<typeof Topic>;

/** What an episode says, whatever its status: the fields a team writes. */
const content = {
  showId: ShowId,
  episodeId: EpisodeId,
  title: text(MAX_TITLE),
  number: z.int().min(0).max(100_000).optional(),
  season: z.int().min(0).max(10_000).optional(),
  guests: list(z.strictObject({ name: text(200), url: httpsUrl.optional() }), MAX_GUESTS, 'guests').default(
    [],
  ),
  summary: list(text(MAX_PARAGRAPH), MAX_PARAGRAPHS, 'paragraphs').default([]),
  topicsLeadIn: text(MAX_LEAD_IN).optional(),
  topics: list(Topic, MAX_TOPICS, 'topics').default([]),
  links: list(episodeLink, MAX_LINKS, 'links').default([]),
  audioUrl: httpsUrl.optional(),
  pageUrl: httpsUrl.optional(),
  transcriptUrl: httpsUrl.optional(),
  artwork: z.strictObject({ url: httpsUrl, alt: text(300) }).optional(),
  durationSeconds: seconds.optional(),
  credits: list(z.strictObject({ role: text(100), name: text(200) }), MAX_CREDITS, 'credits').default([]),
  callToAction: text(MAX_CALL_TO_ACTION).optional(),
  subject: text(MAX_TITLE).optional(),
  preheader: text(200).optional(),
  /**
   * `recent`: announced when published, unless dated more than seven days ago. `always`: whatever its date.
   * `never`: part of the back catalogue, shown among the episodes and never mailed.
   */
  announce: z.enum(['recent', 'always', 'never']).default('recent'),
  /** Where an imported episode came from: the feed's guid and a hash of what it said. */
  source: z.strictObject({ guid: text(2000), contentHash: text(128) }).optional(),
};

const Draft = z.strictObject({ ...content, status: z.literal('draft'), publishedAt: instant.optional() });
const Scheduled = z.strictObject({
  ...content,
  status: z.literal('scheduled'),
  publishAt: instant,
  publishedAt: instant.optional(),
});
const Published = z.strictObject({ ...content, status: z.literal('published'), publishedAt: instant });

const withinTextLimit = (record: unknown): boolean => textBytes(record) <= MAX_TEXT_BYTES;

/** Told beside the record's other faults. */
const TEXT_LIMIT = {
  error: ({ input }: { readonly input?: unknown }) =>
    `all text together at most ${MAX_TEXT_BYTES} bytes, and this record has ${textBytes(input)}`,
  when: () => true,
};

const textBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'object' && value !== null)
    return Object.values(value).reduce<number>((sum, part) => sum + textBytes(part), 0);
  return 0;
};

/** `publishedAt` is the date shown and judged by the seven-day guard; `publishAt` is when a schedule fires. */
export const Episode = z
  .discriminatedUnion('status', [Draft, Scheduled, Published], {
    error: 'status must be draft, scheduled or published',
  })
  .refine(withinTextLimit, TEXT_LIMIT);
export type Episode = Readonly<z.infer<typeof Episode>>;
export type PublishedEpisode = Extract<Episode, { status: 'published' }>;

/** What a person writes in a file: no status, which only publishing and scheduling change. */
export const EpisodeFile = Draft.omit({ status: true }).refine(withinTextLimit, TEXT_LIMIT);
export type EpisodeFile = Readonly<z.infer<typeof EpisodeFile>>;
