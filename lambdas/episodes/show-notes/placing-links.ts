import { addressOf, displayed } from './addresses.ts';
import type { Stretch } from './credits.ts';
import { guestsInProse } from './guests.ts';
import type { LinkAt } from './link-lines.ts';
import { settleHeadings } from './placing-headings.ts';
import { placeProse } from './placing-text.ts';
import { clean, rangeOf, type Anchor, type Line } from './reading.ts';
import { lineRange, UPGRADED, type Walk } from './walk.ts';

/** What a link of the record may be called. */
const LONGEST_LABEL = 500;

/** Links that are all a line says. What a record cannot link to makes the line prose again. */
export const placeLinks = (walk: Walk, line: Line, links: readonly LinkAt[], index: number): number => {
  const usable = links.map((link) => ({ ...link, address: addressOf(link.anchor.url, walk.base) }));
  const tooLong = links.some(
    ({ label }) => label !== undefined && label.end - label.start > LONGEST_LABEL - 200,
  );
  if (tooLong || usable.some(({ address }) => address.kind !== 'https'))
    return placeProse(walk, line, guestsInProse(line), index);
  settleHeadings(walk, 'link');
  for (const link of usable) placeOne(walk, line, link);
  walk.addRest(
    line,
    links.flatMap(({ label, anchor }) => [anchor, ...(label === undefined ? [] : [label])]),
  );
  return index + 1;
};

const placeOne = (
  walk: Walk,
  line: Line,
  link: LinkAt & { readonly address: ReturnType<typeof addressOf> },
): void => {
  if (link.address.kind !== 'https') return;
  const { url, upgraded } = link.address;
  const range = covering(line, link.anchor, link.label);
  const words = link.label === undefined ? '' : labelOf(line, link.label);
  if (walk.takeAudio(url, range)) {
    const label = `${takePrefix(walk)}${words}`;
    if (label !== '') walk.add({ kind: 'structure', text: label, ...range });
    return;
  }
  const note = upgraded ? { note: UPGRADED } : {};
  walk.rememberLink(url);
  const label = labelled(`${takePrefix(walk)}${words}`, url);
  walk.add({ kind: 'link', label, url, mention: false, ...note, ...range });
};

/** The content of the heading above goes to the first link below it. */
const takePrefix = (walk: Walk): string => {
  const prefix = walk.labelPrefix;
  walk.labelPrefix = '';
  return prefix;
};

/** Without words of its own, a link is called what the heading above it says, or else its address. */
const labelled = (words: string, url: string): string => words.replace(/[\s:：]+$/u, '') || displayed(url);

const labelOf = (line: Line, label: Stretch): string => clean(line.text.slice(label.start, label.end));

const covering = (line: Line, anchor: Anchor, label: Stretch | undefined): { from: number; to: number } => {
  if (anchor.start === anchor.end) return lineRange(line);
  return rangeOf(
    line,
    Math.min(anchor.start, label?.start ?? anchor.start),
    Math.max(anchor.end, label?.end ?? 0),
  );
};

/** An address on a line of its own, with the line above as its label if there is one. */
export const placeAddress = (walk: Walk, first: Line, second: Line | undefined, index: number): number => {
  const line = second ?? first;
  const [anchor] = line.anchors;
  const address = anchor === undefined ? undefined : addressOf(anchor.url, walk.base);
  if (address?.kind !== 'https') return placeProse(walk, first, [], index);
  settleHeadings(walk, 'link');
  const range = { from: first.from, to: line.to };
  const words = second === undefined ? '' : clean(first.text.replace(/[\s:：]+$/u, ''));
  const label = `${takePrefix(walk)}${words}`;
  if (walk.takeAudio(address.url, range)) {
    if (label !== '') walk.add({ kind: 'structure', text: label, ...range });
  } else {
    walk.rememberLink(address.url);
    walk.add({
      kind: 'link',
      label: labelled(label, address.url),
      url: address.url,
      mention: false,
      ...(address.upgraded ? { note: UPGRADED } : {}),
      ...range,
    });
  }
  return index + (second === undefined ? 1 : 2);
};

export const placeLinkWithoutAddress = (walk: Walk, line: Line, index: number): number => {
  settleHeadings(walk, 'link');
  const label = `${takePrefix(walk)}${clean(line.text).replace(/[.:]$/u, '')}`;
  walk.add({ kind: 'link', label, mention: false, ...lineRange(line) });
  return index + 1;
};
