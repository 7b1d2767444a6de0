import { stringify } from 'yaml';
import { episodeIdFrom } from '../lambdas/episodes/episode-id.ts';
import { clockOf } from '../lambdas/episodes/show-notes/times.ts';
import type { GivenDraft } from './episode-given.ts';

/** The draft as a file to edit. What is missing or stands apart from the record is said in comments. */
export const yamlOf = (draft: GivenDraft, file: string): string => {
  const { showId, episodeId, title, links, ...rest } = draft.episode;
  const id = episodeId ?? (title === undefined ? undefined : episodeIdFrom(title));
  const complete = links.filter((link) => link.url !== undefined);
  const incomplete = links.filter((link) => link.url === undefined);
  const content = {
    ...rest,
    links: complete,
    ...(draft.callToAction === null ? {} : { callToAction: draft.callToAction }),
  };
  return [
    `# Drawn from ${file === '-' ? 'standard input' : file}. Edit it, then: announcer episode put FILE`,
    line('showId', showId, 'the show it belongs to'),
    line('episodeId', id, 'lower-case letters, digits and hyphens'),
    line('title', title, 'the notes state none'),
    stringify(withoutEmpty(content), { lineWidth: 110 }).trimEnd(),
    ...comment(
      incomplete.length > 0,
      'Links whose address the notes lost. Add the address and move them to "links":',
      incomplete.map(({ label }) => `- label: ${JSON.stringify(label)}`),
    ),
    ...comment(
      draft.sponsors.length > 0,
      'Set apart: sponsors. They are no part of the record.',
      draft.sponsors.map(({ heading, text, startSeconds }) =>
        ['-', startSeconds === undefined ? undefined : clockOf(startSeconds), heading, text]
          .filter((part) => part !== undefined)
          .join(' '),
      ),
    ),
    ...comment(
      draft.otherEpisodes.length > 0,
      'Set apart: other episodes.',
      draft.otherEpisodes.map(
        ({ publishedAt, durationSeconds, title: other }) =>
          `- ${publishedAt.slice(0, 16).replace('T', ' ')} UTC, ${clockOf(durationSeconds)}${other === undefined ? '' : `, ${other}`}`,
      ),
    ),
    ...comment(
      draft.sources.some((source) => source.part === 'overflow'),
      'No room in the record for:',
      draft.sources.flatMap((source) => (source.part === 'overflow' ? [`- ${source.text ?? ''}`] : [])),
    ),
    '',
  ].join('\n');
};

const line = (field: string, value: string | undefined, why: string): string =>
  value === undefined ? `# ${field}:   # ${why}` : `${field}: ${stringify(value).trimEnd()}`;

const withoutEmpty = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !Array.isArray(value) || value.length > 0));

const comment = (needed: boolean, title: string, lines: readonly string[]): string[] =>
  needed ? ['', ...[title, ...lines].map((text) => `# ${text}`)] : [];
