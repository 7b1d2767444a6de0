import { displayed } from './addresses.ts';
import { trimmed } from './line-parts.ts';
import type { Anchor, Line } from './reading.ts';
import type { Stretch } from './credits.ts';

/** One link that a line consists of, or one of several. Without a label it needs one from elsewhere. */
export type LinkAt = { readonly label: Stretch | undefined; readonly anchor: Anchor };

const BETWEEN = /^(?:\uFE0F|[\s|•·,;/\\\-–—&+>»→▶►➡👉・()[\]])*(?:(?:and|und|y|et|or|oder|i|и)[\s]+)?$/iu;
const LABEL_END = /\s*(?:[:：–—|→>»▶►➡➜👉☞]\uFE0F?|-|=>|[([【<])+\s*$/u;
const SENTENCE_END = /[.!?…]["”’)]?$/u;

/**
 * The links of a line that is nothing but links: `label: address`, linked words with bars between them, an address
 * alone. Undefined for prose that happens to hold a link.
 */
export const linksIn = (line: Line, listed: boolean): readonly LinkAt[] | undefined => {
  const [first] = line.anchors;
  if (first === undefined || line.text.length > 2500) return undefined;
  return onlyLinks(line) ?? (line.anchors.length === 1 ? labelled(line, first, listed) : undefined);
};

/** Nothing stands between the links but separators, and before them at most a few words and a colon. */
const onlyLinks = (line: Line): readonly LinkAt[] | undefined => {
  const [first] = line.anchors;
  const prefix = /^[^:：.!?]{1,60}[:：]\s*/u.exec(line.text.slice(0, first?.start ?? 0))?.[0].length ?? 0;
  let at = prefix;
  const links: LinkAt[] = [];
  for (const anchor of line.anchors) {
    if (!BETWEEN.test(line.text.slice(at, Math.max(at, anchor.start)))) return undefined;
    links.push({ label: labelIn(line, anchor, links.length === 0 ? prefix : 0), anchor });
    at = Math.max(at, anchor.end);
  }
  const rest = line.text.slice(at);
  return BETWEEN.test(rest) || /^\s*[.。]?\s*$/u.test(rest) ? links : undefined;
};

/** The linked words; for the first link of a line with what is said before it. */
const labelIn = (line: Line, anchor: Anchor, prefix: number): Stretch | undefined => {
  const from = prefix > 0 ? 0 : anchor.start;
  const to = anchor.bare ? prefix : anchor.end;
  const [start, end] = trimmed(line.text, from, Math.max(from, to));
  const colon = anchor.bare ? (/\s*[:：]$/u.exec(line.text.slice(start, end))?.[0].length ?? 0) : 0;
  return start >= end - colon ? undefined : { start, end: end - colon };
};

/** `Label: https://…`, `Label – linked words`, and in a list also `Label https://…` and `linked words – more`. */
const labelled = (line: Line, anchor: Anchor, listed: boolean): readonly LinkAt[] | undefined => {
  const before = line.text.slice(0, anchor.start);
  const after = line.text.slice(anchor.end).replace(/[\s)\].!,;…]+$/u, '');
  if (anchor.bare && before.trim() === '' && after !== '') return labelledBehind(line, anchor);
  if (anchor.bare) return after === '' ? bareLabelled(before, anchor, listed) : undefined;
  const outside = before.trim().length + after.trim().length;
  const whole = trimmed(line.text, 0, line.text.length);
  const label = { start: whole[0], end: whole[1] };
  if (listed) {
    const aside = /^\([^()]{1,40}$/u.test(after.trim());
    const leads = before.trim() === '' && /^\s*[-–—:|(,]/u.test(after);
    return leads || (LABEL_END.test(before) && (after === '' || aside)) ? [{ label, anchor }] : undefined;
  }
  return LABEL_END.test(before) && after === '' && outside <= 120 ? [{ label, anchor }] : undefined;
};

/** `https://example.com/report - The report` */
const labelledBehind = (line: Line, anchor: Anchor): readonly LinkAt[] | undefined => {
  const separator = /^\s*(?:[–—:|]|-(?=\s)|\((?=[^()]*\)$))\s*/u.exec(line.text.slice(anchor.end));
  if (separator === null) return undefined;
  const start = anchor.end + separator[0].length;
  const [from, to] = trimmed(line.text, start, line.text.length - (separator[0].includes('(') ? 1 : 0));
  return from < to && to - from <= 200 ? [{ label: { start: from, end: to }, anchor }] : undefined;
};

const bareLabelled = (before: string, anchor: Anchor, listed: boolean): readonly LinkAt[] | undefined => {
  const marked = LABEL_END.exec(before);
  const bare = marked === null ? before.trimEnd() : before.slice(0, marked.index);
  const onOwnLine = /\n\s*$/u.test(before);
  if (marked === null && !onOwnLine && !(listed && bare.length <= 160)) return undefined;
  const [start, end] = trimmed(before, 0, bare.length);
  if (start === end || end - start > (listed ? 450 : 200)) return undefined;
  return [{ label: { start, end }, anchor }];
};

/** A line that names what the address on the next line is. */
export const isLabelLine = (line: Line): boolean =>
  line.anchors.length === 0 &&
  line.text.length <= 200 &&
  (line.text.length <= 80 || !SENTENCE_END.test(line.text));

/** An address and nothing else. */
export const isAddressLine = (line: Line): boolean => {
  const [anchor, ...more] = line.anchors;
  return (
    anchor !== undefined &&
    more.length === 0 &&
    anchor.bare &&
    line.text.slice(0, anchor.start).trim() === '' &&
    /^[\s.,;]*$/u.test(line.text.slice(anchor.end))
  );
};

/** "Links to learn more, summary and full transcript.": it was a link once, and the address was lost. */
export const isLinkWithoutAddress = (line: Line): boolean =>
  line.anchors.length === 0 &&
  line.text.length <= 160 &&
  /^(?:links? to (?:learn|read|find out) more\b|(?:links?|show ?notes?|summary|resources|full transcript|transcript)(?:(?:,? and|,? &|,) (?:links?|more|highlights|key (?:points|takeaways)|show ?notes?|a? ?summary|resources|(?:a |the )?(?:full )?transcript)){1,4}[.:]?$|(?:click )?here for (?:links|show notes|the transcript)|(?:read|get|see|find) the (?:full )?(?:transcript|show ?notes|summary)(?: (?:here|on our (?:web)?site|below))?[.:]?$|learn more,? (?:full )?(?:transcript|show ?notes))/iu.test(
    line.text,
  );

/** Words that say nothing about where a link leads. */
const EMPTY_LABEL =
  /^(?:(?:click |right )?here|this|link|links|this (?:link|page|post|article|one)|more|read more|learn more|website|site|url|hier|aquí|ici|qui|тут|здесь|כאן|לינק|اینجا|هنا)$/iu;

/** What a link in running text is called: its words, unless they are "here". */
export const labelFor = (words: string, url: string): string => {
  const label = words.replace(/\s+/gu, ' ').trim();
  return label === '' || EMPTY_LABEL.test(label) || /^https?:/i.test(label) || label.length > 200
    ? displayed(url)
    : label;
};
