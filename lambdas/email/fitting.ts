import { cut } from './cutting.ts';
import { escaped } from './escaping.ts';
import type { TemplateFields } from './fields.ts';

/** Gmail cuts an email at about 102 KB of HTML, and hides the unsubscribe link with the rest. */
export const MAX_HTML_BYTES = 90_000;

/** A first paragraph may have 8,000 characters, twenty guests 4,000, and each may take five bytes once escaped. */
const SHORTEST_TEXT = 2000;

const LISTS = ['summary', 'links', 'credits', 'topics', 'recent', 'whereToListen'] as const;
type List = (typeof LISTS)[number];
type Kept = Record<List, number>;

/** How far each list may shrink: first what an email can do without, then, if it must be, nearly all. */
const FLOORS: readonly Readonly<Kept>[] = [
  { summary: 3, links: 10, credits: 5, topics: 10, recent: 5, whereToListen: 12 },
  { summary: 1, links: 0, credits: 0, topics: 0, recent: 0, whereToListen: 0 },
];

/**
 * The same email with at least `excess` bytes less, told as shortened. The links into the audio go first (they
 * repeat one long URL), then the end of the summary, of the links, the credits and the topics. The text part and
 * the page keep everything.
 */
export const shortenedBy = (fields: TemplateFields, excess: number): TemplateFields => {
  let saved = bytes(fields.episode.topics.map(({ url }) => url));
  const without = withoutJumps(fields);
  const listOf = (list: List): readonly unknown[] =>
    list === 'recent' || list === 'whereToListen' ? without[list] : without.episode[list];
  const kept: Kept = { summary: 0, links: 0, credits: 0, topics: 0, recent: 0, whereToListen: 0 };
  for (const list of LISTS) kept[list] = listOf(list).length;
  for (const floor of FLOORS)
    for (const list of LISTS)
      while (saved < excess && kept[list] > floor[list]) {
        kept[list] -= 1;
        saved += bytes(listOf(list)[kept[list]]);
      }
  return withKept(without, kept, saved < excess);
};

const withoutJumps = (fields: TemplateFields): TemplateFields => ({
  ...fields,
  episode: { ...fields.episode, topics: fields.episode.topics.map((topic) => ({ ...topic, url: null })) },
});

const withKept = (fields: TemplateFields, kept: Kept, cutTexts: boolean): TemplateFields => {
  const { episode } = fields;
  const summary = episode.summary.slice(0, kept.summary);
  return {
    ...fields,
    shortened: true,
    recent: fields.recent.slice(0, kept.recent),
    whereToListen: fields.whereToListen.slice(0, kept.whereToListen),
    episode: {
      ...episode,
      summary: cutTexts ? summary.map((paragraph) => cut(paragraph, SHORTEST_TEXT)) : summary,
      guests: cutTexts && episode.guests !== null ? cut(episode.guests, SHORTEST_TEXT) : episode.guests,
      links: episode.links.slice(0, kept.links),
      credits: episode.credits.slice(0, kept.credits),
      topics: episode.topics.slice(0, kept.topics),
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
