import { type AtomFeed, parseAtomFeed, parseRssFeed, type RssFeed } from 'feedsmith';
import { checkDocument, type DocumentFault } from './document-check.ts';
import type { Feed } from './feed.ts';
import { absolute, itemOfEntry } from './atom-entry.ts';
import { present } from './present.ts';
import { itemOfRss } from './rss-item.ts';
import { clean } from '../show-notes/reading.ts';
import { unescapeEntities } from './unescape.ts';

export type ParsedFeed =
  | { readonly kind: 'feed'; readonly feed: Feed }
  | { readonly kind: 'refused'; readonly why: string };

/** Podcasts of many years have two or three thousand; more is a catalogue of something else. */
export const MAX_ITEMS = 3000;

/** Reads RSS 2.0 or Atom. What is not well-formed, or no feed, is refused with the reason, never half read. */
export const parseFeed = (document: string): ParsedFeed => {
  const text = document.replace(/^[\uFEFF\s]+/u, '');
  const start = text.slice(0, 2000);
  if (text === '') return refused('it is empty');
  if (/^[{[]/u.test(start)) return refused('it is JSON; this reader takes RSS 2.0 and Atom');
  if (!start.startsWith('<')) return refused('it is no XML: it does not begin with "<"');
  const root = rootOf(start);
  if (/^(?:html|head|body)$/iu.test(root) || /^<!doctype html/iu.test(start))
    return refused('it is an HTML page, not a feed; the address of the feed is another one');
  const checked = checkDocument(text);
  if (!checked.ok) return refused(faultText(checked.fault));
  return parsed(checked.text, root);
};

const refused = (why: string): ParsedFeed => ({ kind: 'refused', why });

const faultText = ({ line, what }: DocumentFault): string => `line ${line}: ${what}`;

/** The name of the first element, without its prefix. */
const rootOf = (start: string): string => {
  const without = start.replace(/<!--[^]*?-->|<\?[^]*?\?>|<![^>]*>/gu, ' ');
  return /<(?:[\w-]{1,40}:)?([\w-]{1,40})/u.exec(without)?.[1]?.toLowerCase() ?? '';
};

const parsed = (text: string, root: string): ParsedFeed => {
  try {
    switch (root) {
      case 'rss':
        if (!/<(?:\w+:)?channel[\s/>]/iu.test(text)) return refused('it has <rss> and no <channel> in it');
        return /<(?:\w+:)?channel(?:\s[^>]*)?(?:\/>|>\s*<\/)/iu.test(text)
          ? refused('its <channel> is empty: it has no title and no items')
          : fromRss(parseRssFeed(text));
      case 'feed':
        return fromAtom(parseAtomFeed(text), baseOf(text));
      case 'rdf':
        return refused('it is RSS 1.0 (RDF); this reader takes RSS 2.0 and Atom');
      default:
        return refused(`its first element is <${root}>; a feed begins with <rss> or <feed>`);
    }
  } catch (error) {
    return refused(`it cannot be read as a feed (${error instanceof Error ? error.message : String(error)})`);
  }
};

const fromRss = (rss: RssFeed.Feed<string>): ParsedFeed =>
  checkedFeed({
    title: clean(unescapeEntities(rss.title ?? '')),
    ...present({ language: rss.language, link: rss.link }),
    items: (rss.items ?? []).map(itemOfRss),
  });

const fromAtom = (atom: AtomFeed.Feed<string>, stated: string | undefined): ParsedFeed => {
  const href = (rel: string): string | undefined =>
    atom.links?.find((link) => (link.rel ?? 'alternate') === rel)?.href;
  const base = [stated, href('self'), href('alternate')].find((url) => URL.canParse(url ?? ''));
  return checkedFeed({
    title: clean(unescapeEntities(atom.title?.value ?? '')),
    ...present({ link: absolute(href('alternate'), base) }),
    items: (atom.entries ?? []).map((entry) => itemOfEntry(entry, base)),
  });
};

/** The `xml:base` of the first element: what relative addresses are relative to (RFC 4287, section 2). */
const baseOf = (text: string): string | undefined =>
  /^(?:<[?!][^>]{0,2000}>\s*)*<[^>]{0,4000}?\sxml:base\s*=\s*["']([^"'<>]{1,2048})["']/u.exec(text)?.[1];

const checkedFeed = (feed: Feed): ParsedFeed =>
  feed.items.length > MAX_ITEMS
    ? refused(`it has ${feed.items.length} items; at most ${MAX_ITEMS} are read`)
    : { kind: 'feed', feed };
