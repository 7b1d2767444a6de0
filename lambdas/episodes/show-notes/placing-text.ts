import { addressOf } from './addresses.ts';
import { gluedGuests, guestsIn, type GuestAt } from './guests.ts';
import { isAddressLine } from './link-lines.ts';
import type { OtherEpisodeAt } from './other-episodes.ts';
import { settleHeadings } from './placing-headings.ts';
import { clean, rangeOf, type Line } from './reading.ts';
import { isSponsorSlot } from './sponsors.ts';
import type { EdgeTime } from './times.ts';
import { lineRange, type Walk } from './walk.ts';

export const placeOtherEpisode = (walk: Walk, line: Line, other: OtherEpisodeAt, index: number): number => {
  settleHeadings(walk, 'other');
  const { publishedAt, durationSeconds, title } = other;
  const stated = title === undefined ? {} : { title: clean(line.text.slice(title.start, title.end)) };
  walk.add({ kind: 'otherEpisode', publishedAt, durationSeconds, ...stated, ...lineRange(line) });
  walk.mentions(line);
  return index + 1;
};

/** A point of the recording: a topic, or a sponsor's slot, which is none. */
export const placeChapter = (walk: Walk, line: Line, time: EdgeTime, index: number): number => {
  const { start, end } = time.rest;
  const text = line.text.slice(start, end);
  if (isSponsorSlot(text)) {
    const urls = walkUrls(walk, line);
    walk.add({
      kind: 'sponsor',
      text: clean(line.text.slice(start, end)),
      startSeconds: time.seconds,
      urls,
      ...lineRange(line),
    });
    return index + 1;
  }
  settleHeadings(walk, 'topic');
  const glued = gluedGuests(text);
  const topicEnd = glued === undefined ? end : start + glued;
  walk.add({
    kind: 'topic',
    text: clean(line.text.slice(start, topicEnd)),
    level: line.shape.kind === 'bullet' ? line.shape.depth : 0,
    startSeconds: time.seconds,
    ...(glued === undefined ? lineRange(line) : { from: line.from, to: rangeOf(line, 0, topicEnd).to }),
  });
  if (glued !== undefined) placeGluedGuests(walk, line, topicEnd, end);
  walk.mentions(line, start, topicEnd);
  // What is listed below a chapter that is no bullet itself is nested in it.
  walk.underTopic = line.shape.kind !== 'bullet';
  if (walk.section !== 'topics') walk.section = undefined;
  return index + 1;
};

const placeGluedGuests = (walk: Walk, line: Line, start: number, end: number): void => {
  const colon = line.text.indexOf(':', start);
  const guests = guestsIn(line, colon + 1) ?? [];
  walk.guests(line, guests, false);
  walk.addRest(line, [{ start: 0, end: start }, ...guests, { start: end, end: line.text.length }]);
};

export const placeSponsor = (walk: Walk, line: Line, index: number): number => {
  const heading = settleHeadings(walk, 'sponsor');
  const next = walk.lines[index + 1];
  const followed =
    next !== undefined &&
    !next.gap &&
    isAddressLine(next) &&
    next.shape.kind === 'plain' &&
    line.anchors.length === 0;
  const text = [line, ...(followed ? [next] : [])].map((part) => clean(part.text)).join(' ');
  walk.add({
    kind: 'sponsor',
    text,
    ...(heading === '' ? {} : { heading }),
    urls: walkUrls(walk, line),
    from: line.from,
    to: followed ? next.to : line.to,
  });
  return index + (followed ? 2 : 1);
};

/** The addresses behind words of a sponsor's line. Those written out stand in its text. */
const walkUrls = (walk: Walk, line: Line): string[] => [
  ...new Set(
    line.anchors.flatMap((anchor) => {
      const address = anchor.bare ? undefined : addressOf(anchor.url, walk.base);
      return address?.kind === 'https' ? [address.url] : [];
    }),
  ),
];

export const placeCall = (walk: Walk, line: Line, index: number): number => {
  settleHeadings(walk, 'other');
  walk.add({ kind: 'call', text: clean(line.text), ...lineRange(line) });
  walk.mentions(line);
  return index + 1;
};

export const placeProse = (
  walk: Walk,
  line: Line,
  guests: readonly GuestAt[],
  index: number,
  sign = '',
): number => {
  settleHeadings(walk, 'prose');
  walk.paragraph(line, sign);
  walk.guests(line, guests, true);
  walk.mentions(line, 0, line.text.length, guests);
  if (line.gap) {
    walk.section = undefined;
    walk.underTopic = false;
  }
  return index + 1;
};
