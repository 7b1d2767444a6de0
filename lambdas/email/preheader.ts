import type { PublishedEpisode } from '../episodes/ports.ts';
import { cut } from './cutting.ts';

/** What Gmail on a desktop shows beside a short subject; phones show less. */
const PREHEADER_LENGTH = 140;

/**
 * The line an inbox shows beside the subject. It repeats text that stands in the email: the start of the summary,
 * else a topic, else the call to action. A team's own preheader, unless the summary says it, is shown as a lead.
 */
export const preheaderOf = (
  episode: Pick<PublishedEpisode, 'preheader' | 'summary' | 'topics' | 'callToAction' | 'title'>,
): { readonly text: string; readonly lead: string | null } => {
  const own = episode.preheader;
  if (own !== undefined)
    return { text: own, lead: episode.summary.some((paragraph) => paragraph.includes(own)) ? null : own };
  const visible = episode.summary[0] ?? episode.topics[0]?.text ?? episode.callToAction ?? episode.title;
  return { text: cut(visible, PREHEADER_LENGTH), lead: null };
};
