import type { Chapters } from './chapters.ts';
import { creditsIn } from './credits.ts';
import { isAddressLine, linksIn } from './link-lines.ts';
import { namesIn } from './names.ts';
import type { Line } from './reading.ts';
import { sectionOf, type Section } from './sections.ts';

export type Heading = {
  readonly line: Line;
  readonly text: string;
  readonly section: Section | undefined;
  /** It ends in a colon: it leads to what follows rather than naming it. */
  readonly leads: boolean;
};

/** Whether a line stands above what follows and belongs to it. */
export const headingAt = (lines: readonly Line[], index: number, chapters: Chapters): Heading | undefined => {
  const line = lines[index];
  if (line === undefined || line.text === '' || line.text.length > 300) return undefined;
  if (line.shape.kind === 'heading') return headingOf(line);
  const next = lines[index + 1];
  if (line.shape.kind === 'bullet' || next === undefined || line.anchors.length > 0) return undefined;
  const heading = headingOf(line);
  const stands =
    leadsToList(heading, next, chapters.has(index + 1)) ||
    leadsToKind(heading, next) ||
    standsOut(heading, line, next) ||
    namesChapters(heading, next, chapters.has(index + 1)) ||
    (index > 0 && namesList(heading, lines[index - 1], next));
  if (!stands) return undefined;
  // What stands above chapters leads to them, colon or not.
  return chapters.has(index + 1) && heading.section === undefined ? { ...heading, leads: true } : heading;
};

const headingOf = (line: Line): Heading => ({
  line,
  text: line.text,
  section: line.anchors.length === 0 ? sectionOf(line.text) : undefined,
  leads: /[:：]$/u.test(line.text),
});

const leadsToList = (heading: Heading, next: Line, chapterNext: boolean): boolean => {
  const listNext = chapterNext || next.shape.kind === 'bullet';
  if (heading.leads && (listNext || heading.section?.generic === true)) return true;
  if (heading.section === undefined) return false;
  const known = heading.section.generic && (listNext || isLinkLine(next));
  return known || (heading.section.kind === 'sponsors' && !heading.section.generic && heading.line.gap);
};

const isLinkLine = (line: Line): boolean => isAddressLine(line) || linksIn(line, true) !== undefined;

/** `Follow us:` above links, `Credits` above credits, `With` above names. */
const leadsToKind = (heading: Heading, next: Line): boolean => {
  if (heading.text.length > 60 || next.shape.kind !== 'plain') return false;
  if (heading.leads && !next.gap && !/[.!?]\s/u.test(heading.text))
    return isLinkLine(next) && !isAddressLine(next);
  if (heading.section?.generic !== true) return false;
  if (heading.section.kind === 'credits') return creditsIn(next.text) !== undefined;
  return heading.section.kind === 'guests' && namesIn(next.text) !== undefined;
};

/** A few words right above a list, or between two, name it, even without a colon. */
const namesList = (heading: Heading, before: Line | undefined, next: Line): boolean =>
  next.shape.kind === 'bullet' &&
  next.shape.depth === 0 &&
  heading.text.length <= 60 &&
  !/[.!?…,;]["”’)]?$/u.test(heading.text) &&
  (heading.line.gap || before?.shape.kind === 'bullet');

const namesChapters = (heading: Heading, next: Line, chapterNext: boolean): boolean =>
  chapterNext &&
  !next.gap &&
  heading.line.gap &&
  heading.text.length <= 60 &&
  !/[.!?…,;]["”’)]?$/u.test(heading.text);

const standsOut = (heading: Heading, line: Line, next: Line): boolean => {
  if (heading.text.length > 100 || /[.!?…,;]$/u.test(heading.text)) return false;
  if (line.strong && (line.gap || !next.strong)) return true;
  const shouted = /\p{Lu}\P{Lu}*\p{Lu}/u.test(heading.text) && !/\p{Ll}|\p{Lo}/u.test(heading.text);
  return shouted && heading.text.length <= 60 && line.gap;
};
