import { findChapters } from './chapters.ts';
import { creditSentences, type CreditSentences } from './credit-sentences.ts';
import { creditsIn, isCreditOfNames } from './credits.ts';
import { guestAtStart, guestLine, guestsIn, guestsInProse, type GuestAt } from './guests.ts';
import { headingAt } from './headings.ts';
import { isAddressLine, isLabelLine, isLinkWithoutAddress, linksIn } from './link-lines.ts';
import { otherEpisodeIn } from './other-episodes.ts';
import type { Part } from './parts.ts';
import { clean, type Line, type Reading } from './reading.ts';
import { isSponsorLine, isSponsorSlot } from './sponsors.ts';
import { isCallToSubscribe } from './subscribing.ts';
import { placeBullet } from './placing-bullets.ts';
import { placeHeading, settleHeadings } from './placing-headings.ts';
import { placeAddress, placeLinks, placeLinkWithoutAddress } from './placing-links.ts';
import { placeCredits, placeGuestLine, placeGuests } from './placing-people.ts';
import { placeCall, placeChapter, placeOtherEpisode, placeProse, placeSponsor } from './placing-text.ts';
import { isLabelledTitle, placeTitle, placeTitleLine } from './title.ts';
import { lineRange, Walk } from './walk.ts';

export type Context = {
  /** The title, where it is known from elsewhere: then no line is taken for one. */
  readonly title?: string | undefined;
  /** What relative addresses are relative to. */
  readonly base?: string | undefined;
};

/** Goes through the lines once and says what each is. */
export const understand = (reading: Reading, context: Context): Part[] => {
  const walk = new Walk(reading.lines, findChapters(reading.lines), context);
  let index = placeTitle(walk, context.title);
  while (index < walk.lines.length) index = step(walk, index);
  settleHeadings(walk, 'end');
  for (const { url, alt, from, to } of reading.images)
    walk.add({ kind: 'artwork', url, alt: clean(alt), from, to });
  for (const { text, from, to } of reading.asides)
    walk.add({ kind: 'structure', text: clean(text), from, to });
  return walk.parts;
};

/** Recognisers in order: the more precise before the more general. Each gives the index to go on from. */
const step = (walk: Walk, index: number): number => {
  const line = walk.lines[index];
  if (line === undefined) return index + 1;
  if (line.text.startsWith('[') && SHORTCODE.test(line.text.slice(0, 300))) {
    walk.add({ kind: 'structure', text: clean(line.text), ...lineRange(line) });
    return index + 1;
  }
  if (walk.title === undefined && isLabelledTitle(walk, line, index))
    return placeTitleLine(walk, line, index);
  const other = otherEpisodeIn(line.text);
  if (other !== undefined) return placeOtherEpisode(walk, line, other, index);
  const time = walk.chapters.get(index);
  if (time !== undefined) return placeChapter(walk, line, time, index);
  const heading = headingAt(walk.lines, index, walk.chapters);
  if (heading !== undefined && !labelsAddress(walk, index)) return placeHeading(walk, heading, index);
  return stepThroughText(walk, line, index);
};

/** `[shownotes id="lg"]`: what WordPress left where a plugin is missing. */
const SHORTCODE = /^\[\/?[a-z][\w-]{2,40}(?: [\w-]+="[^"\]]{0,80}"){0,8} ?\/?\](?:\[\/[\w-]{1,40}\])?$/i;

/** A line right above an address names it, whatever else it looks like. */
const labelsAddress = (walk: Walk, index: number): boolean => {
  const line = walk.lines[index];
  const next = walk.lines[index + 1];
  if (line === undefined || next === undefined || next.gap || line.shape.kind !== 'plain') return false;
  return isAddressLine(next) && !/^.{0,40}[:：]$/u.test(line.text);
};

const stepThroughText = (walk: Walk, line: Line, index: number): number => {
  const listed = line.shape.kind === 'bullet';
  if (walk.section === 'sponsors' && !sponsorsEnd(walk, line, index)) return placeSponsor(walk, line, index);
  if (isSponsorLine(line.text) || (listed && isSponsorSlot(line.text)))
    return placeSponsor(walk, line, index);
  const guests = guestLine(line) ?? guestsBelowHeading(walk, line);
  if (guests !== undefined && !isDescribed(walk, index)) return placeGuests(walk, line, guests, index);
  const named = guests?.guests ?? guestDescribed(walk, line);
  if (named !== undefined) return placeGuestLine(walk, line, named, index);
  const credits = creditsOf(walk, line, index);
  if (credits !== undefined) return placeCredits(walk, line, credits, index);
  if (isAddressLine(line) && !listed) return placeAddress(walk, line, undefined, index);
  if (isLabelOfNext(walk, line, index)) return placeAddress(walk, line, walk.lines[index + 1], index);
  if (isLinkWithoutAddress(line)) return placeLinkWithoutAddress(walk, line, index);
  if (listed && walk.section !== 'topics' && line.anchors.length === 0 && isCallToSubscribe(line.text))
    return placeCall(walk, line, index);
  if (listed) return placeBullet(walk, line, index);
  const links = linksIn(line, walk.section === 'links');
  if (links !== undefined) return placeLinks(walk, line, links, index);
  if (isCallToSubscribe(line.text)) return placeCall(walk, line, index);
  // Guests are introduced, not mentioned in passing a hundred lines down.
  return placeProse(walk, line, index < 100 ? guestsInProse(line) : [], index);
};

const guestsBelowHeading = (walk: Walk, line: Line): ReturnType<typeof guestLine> => {
  if (walk.section !== 'guests') return undefined;
  if (/^(?:and|with|und|et|y|e|и)$/iu.test(line.text)) return { label: 0, guests: [] };
  const guests = guestsIn(line, 0);
  return guests === undefined ? undefined : { label: 0, guests };
};

/** `Ada Loved` above `Professor of glass`: the name stays with what is said of it. */
const isDescribed = (walk: Walk, index: number): boolean => {
  const [line, next] = [walk.lines[index], walk.lines[index + 1]];
  return (
    walk.section === 'guests' &&
    line?.shape.kind === 'plain' &&
    next?.shape.kind === 'plain' &&
    !next.gap &&
    guestsIn(next, 0) === undefined
  );
};

/** Below a heading like "Guests": `Ada Loved – the inventor of float glass`. */
const guestDescribed = (walk: Walk, line: Line): readonly GuestAt[] | undefined =>
  walk.section === 'guests' ? guestAtStart(line) : undefined;

/** In a list of topics, what looks like a credit may be a topic; elsewhere a list may be one of credits. */
const creditsOf = (walk: Walk, line: Line, index: number): CreditSentences | undefined => {
  const listed = line.shape.kind === 'bullet' && walk.section !== 'credits';
  if (listed && (walk.section === 'topics' || !isCreditOfNames(line.text))) return undefined;
  const credits = creditsIn(line.text);
  if (credits !== undefined) return { credits, rest: [] };
  return listed ? undefined : creditSentences(line.text, index === 0);
};

/** A block of sponsors goes on until a heading, a credit, a call, or the end of its list. */
const sponsorsEnd = (walk: Walk, line: Line, index: number): boolean => {
  const before = walk.lines[index - 1];
  const listEnded = before?.shape.kind === 'bullet' && line.shape.kind !== 'bullet' && line.gap;
  const ends =
    listEnded ||
    guestLine(line) !== undefined ||
    (creditsIn(line.text) !== undefined && line.gap) ||
    (line.gap && isCallToSubscribe(line.text));
  if (ends) walk.section = undefined;
  return ends;
};

const isLabelOfNext = (walk: Walk, line: Line, index: number): boolean => {
  const next = walk.lines[index + 1];
  if (next === undefined || !isAddressLine(next) || next.shape.kind !== 'plain') return false;
  if (line.shape.kind !== 'plain' || !isLabelLine(line) || isCallToSubscribe(line.text)) return false;
  if (walk.section === 'links' || /[:：]$/u.test(line.text)) return true;
  return !next.gap && !/[.!…]["”’)]?$/u.test(line.text);
};
