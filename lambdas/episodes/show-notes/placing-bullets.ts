import { linksIn, type LinkAt } from './link-lines.ts';
import { placeLinks } from './placing-links.ts';
import { placeProse } from './placing-text.ts';
import { guestsInProse } from './guests.ts';
import { settleHeadings } from './placing-headings.ts';
import { clean, type Line } from './reading.ts';
import { lineRange, type Walk } from './walk.ts';

const LONGEST_LABEL = 300;

/** A bullet is a link, the heading of links nested under it, a signature, or a topic. */
export const placeBullet = (walk: Walk, line: Line, index: number): number => {
  // The dash before a name is no mark of a list, and stays.
  if (isSignature(walk, line, index)) return placeProse(walk, line, [], index, signOf(line));
  const links = walk.section === 'topics' ? undefined : linksOfBullet(walk, line);
  if (links !== undefined) return placeLinks(walk, line, links, index);
  if (line.text === '') return placeProse(walk, line, [], index);
  if (headsLinks(walk, line, index)) {
    walk.pending.push({ line, text: line.text, section: undefined, leads: true });
    walk.mentions(line);
    return index + 1;
  }
  if (walk.section === 'links' || walk.section === 'credits' || walk.section === 'guests')
    return placeProse(walk, withoutGap(line), guestsInProse(line), index);
  settleHeadings(walk, 'topic');
  const depth = line.shape.kind === 'bullet' ? line.shape.depth : 0;
  walk.add({
    kind: 'topic',
    text: clean(line.text),
    level: depth + (walk.underTopic ? 1 : 0),
    ...lineRange(line),
  });
  walk.mentions(line);
  return index + 1;
};

/** Below a heading like "Links", a bullet with a link in it is that link, whatever it says about it. */
const linksOfBullet = (walk: Walk, line: Line): readonly LinkAt[] | undefined => {
  const links = linksIn(line, true);
  if (links !== undefined || walk.section !== 'links') return links;
  const linked = line.anchors.filter((anchor) => !anchor.bare);
  const [anchor] = linked;
  if (anchor === undefined || linked.length !== line.anchors.length || line.text.length > LONGEST_LABEL)
    return undefined;
  return linked.length === 1 ? [{ label: { start: 0, end: line.text.length }, anchor }] : undefined;
};

/** The bullet above nested bullets that are links names what they are links of. */
const headsLinks = (walk: Walk, line: Line, index: number): boolean => {
  const next = walk.lines[index + 1];
  if (walk.section === 'topics' || line.text.length > 120 || walk.chapters.has(index + 1)) return false;
  if (line.shape.kind !== 'bullet' || next?.shape.kind !== 'bullet') return false;
  return next.shape.depth > line.shape.depth && linksIn(next, true) !== undefined;
};

/** `- the team`: one line behind a dash, in no list, below no heading, is how a letter is signed. */
const isSignature = (walk: Walk, line: Line, index: number): boolean => {
  if (line.shape.kind !== 'bullet' || !/^[-–—]$/u.test(line.shape.sign) || line.shape.depth > 0) return false;
  const beside = [walk.lines[index - 1], walk.lines[index + 1]];
  return (
    line.anchors.length === 0 &&
    walk.pending.length === 0 &&
    line.gap &&
    walk.section === undefined &&
    beside.every((other) => other?.shape.kind !== 'bullet')
  );
};

const signOf = ({ shape }: Line): string => (shape.kind === 'bullet' ? shape.sign : '');

/** A bullet that stays prose ends no section. */
const withoutGap = (line: Line): Line => ({ ...line, gap: false });
