import type { CreditSentences } from './credit-sentences.ts';
import type { GuestAt } from './guests.ts';
import { settleHeadings } from './placing-headings.ts';
import { partOf } from './line-parts.ts';
import { clean, rangeOf, type Line } from './reading.ts';
import type { Walk } from './walk.ts';

const LONGEST_ROLE = 100;

/** A line that opens with a guest's name and goes on about them: the name is read out of it, the line stays. */
export const placeGuestLine = (walk: Walk, line: Line, guests: readonly GuestAt[], index: number): number => {
  settleHeadings(walk, 'other');
  walk.paragraph(line);
  walk.guests(line, guests, true);
  walk.mentions(line, 0, line.text.length, guests);
  return index + 1;
};

/** A line that is its guests: label and names, nothing else. */
export const placeGuests = (
  walk: Walk,
  line: Line,
  found: { readonly label: number; readonly guests: readonly GuestAt[] },
  index: number,
): number => {
  settleHeadings(walk, 'other');
  walk.guests(line, found.guests, false);
  walk.addRest(line, found.guests);
  walk.mentions(line, 0, line.text.length, found.guests);
  return index + 1;
};

export const placeCredits = (
  walk: Walk,
  line: Line,
  { credits, rest }: CreditSentences,
  index: number,
): number => {
  settleHeadings(walk, rest.length > 0 ? 'prose' : 'other');
  for (const { start, end } of rest) walk.paragraph(partOf(line, start, end));
  const fitting = credits.filter(({ role }) => role.end - role.start <= LONGEST_ROLE);
  for (const { role, name } of fitting)
    walk.add({
      kind: 'credit',
      role: clean(line.text.slice(role.start, role.end)),
      name: clean(line.text.slice(name.start, name.end)),
      ...rangeOf(line, Math.min(role.start, name.start), Math.max(role.end, name.end)),
    });
  walk.addRest(line, [...rest, ...fitting.flatMap(({ role, name }) => [role, name])]);
  walk.mentions(line);
  if (walk.section === 'guests') walk.section = undefined;
  return index + 1;
};
