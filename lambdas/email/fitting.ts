import { cut } from './cutting.ts';
import { escaped } from './escaping.ts';
import type { TemplateFields } from './fields.ts';

/** Gmail cuts an email at about 102 KB of HTML, and hides the unsubscribe link with the rest. */
export const MAX_HTML_BYTES = 90_000;

/** A first paragraph alone may have 8,000 characters, and each may take five bytes once escaped. */
const SHORTEST_PARAGRAPH = 2000;

type Lists = 'summary' | 'links' | 'credits' | 'topics' | 'recent';
type Kept = Record<Lists, number>;

/** How far each list may shrink: first what an email can do without, then, if it must be, nearly all. */
const FLOORS: readonly Readonly<Kept>[] = [
  { summary: 3, links: 10, credits: 5, topics: 10, recent: 5 },
  { summary: 1, links: 0, credits: 0, topics: 0, recent: 0 },
];

/**
 * The same email with at least `excess` bytes less, told as shortened. The links into the audio go first (they
 * repeat one long URL), then the end of the summary, of the links, the credits and the topics. The text part and
 * the page keep everything.
 */
export const shortenedBy = (fields: TemplateFields, excess: number): TemplateFields => {
  let saved = bytes(fields.episode.topics.map(({ url }) => url));
  const kept: Kept = {
    summary: fields.episode.summary.length,
    links: fields.episode.links.length,
    credits: fields.episode.credits.length,
    topics: fields.episode.topics.length,
    recent: fields.recent.length,
  };
  const lists = ['summary', 'links', 'credits', 'topics', 'recent'] as const;
  for (const floor of FLOORS)
    for (const list of lists)
      while (saved < excess && kept[list] > floor[list]) {
        kept[list] -= 1;
        saved += bytes(itemsOf(fields, list)[kept[list]]);
      }
  return withKept(fields, kept, saved < excess);
};

const itemsOf = ({ episode, recent }: TemplateFields, list: Lists): readonly unknown[] =>
  list === 'recent' ? recent : episode[list];

const withKept = (fields: TemplateFields, kept: Kept, cutSummary: boolean): TemplateFields => {
  const { episode } = fields;
  const summary = episode.summary.slice(0, kept.summary);
  return {
    ...fields,
    shortened: true,
    recent: fields.recent.slice(0, kept.recent),
    episode: {
      ...episode,
      summary: cutSummary ? summary.map((paragraph) => cut(paragraph, SHORTEST_PARAGRAPH)) : summary,
      links: episode.links.slice(0, kept.links),
      credits: episode.credits.slice(0, kept.credits),
      topics: episode.topics.slice(0, kept.topics).map((topic) => ({ ...topic, url: null })),
    },
  };
};

/** What the strings in a value take in HTML, without the markup around them: a floor, so that enough is cut. */
const bytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(escaped(value));
  if (typeof value === 'object' && value !== null)
    return Object.values(value).reduce<number>((sum, part) => sum + bytes(part), 0);
  return 0;
};
