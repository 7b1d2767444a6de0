import type { Heading } from './headings.ts';
import { clean } from './reading.ts';
import { lineRange, type Walk } from './walk.ts';

const LONGEST_LEAD_IN = 300;

/** A heading waits until it is known what stands below it. */
export const placeHeading = (walk: Walk, heading: Heading, index: number): number => {
  if (heading.line.shape.kind === 'heading' || heading.section !== undefined || heading.line.gap)
    walk.underTopic = false;
  walk.section = heading.section?.kind;
  walk.pending.push(heading);
  walk.mentions(heading.line);
  return index + 1;
};

export type Below = 'topic' | 'link' | 'sponsor' | 'other' | 'prose' | 'end';

/** Gives the waiting headings their place, now that it is known what they stood above. */
export const settleHeadings = (walk: Walk, below: Below): string => {
  if (walk.pending.length === 0) return '';
  const waiting = walk.pending;
  walk.pending = [];
  let sponsorHeading = '';
  for (const heading of waiting) {
    const range = lineRange(heading.line);
    const text = clean(heading.line.text);
    const kept = keptAs(walk, heading, below);
    switch (kept) {
      case 'leadIn':
        walk.hasLeadIn = true;
        walk.add({ kind: 'leadIn', text, ...range });
        break;
      case 'topic':
        walk.add({ kind: 'topic', text, level: 0, ...range });
        walk.underTopic = true;
        break;
      case 'label':
        walk.labelPrefix += `${text.replace(/\s*[:：]$/u, '')}: `;
        break;
      case 'sponsor':
        sponsorHeading = sponsorHeading === '' ? text : `${sponsorHeading} ${text}`;
        break;
      case 'structure':
      case 'paragraph':
        walk.add({ kind: kept, text, ...range });
        break;
      default:
        kept satisfies never;
    }
  }
  return sponsorHeading;
};

const keptAs = (
  walk: Walk,
  heading: Heading,
  below: Below,
): 'leadIn' | 'topic' | 'label' | 'sponsor' | 'structure' | 'paragraph' => {
  const generic = heading.section?.generic === true;
  switch (below) {
    case 'topic': {
      const leads = heading.leads || heading.section?.kind === 'topics';
      if (
        leads &&
        !walk.hasLeadIn &&
        heading.text.length <= LONGEST_LEAD_IN &&
        heading.section?.kind !== 'about'
      )
        return 'leadIn';
      return generic ? 'structure' : 'topic';
    }
    case 'link':
      return generic ? 'structure' : 'label';
    case 'sponsor':
      return heading.section?.kind === 'sponsors' ? 'sponsor' : generic ? 'structure' : 'paragraph';
    case 'prose':
      // "Mentioned" above what is no link: without it, the words below would be about nothing.
      return generic && (heading.section?.kind !== 'links' || /link/iu.test(heading.text))
        ? 'structure'
        : 'paragraph';
    case 'other':
    case 'end':
      return generic ? 'structure' : 'paragraph';
    default:
      return below satisfies never;
  }
};
