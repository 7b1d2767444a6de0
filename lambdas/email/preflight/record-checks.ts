import { RECENT_MS } from '../../announcements/eligibility.ts';
import type { Episode, Show } from '../../episodes/ports.ts';
import { subjectOf } from '../fields.ts';
import { columns } from '../wrapping.ts';
import { error, type Finding, warning } from './finding.ts';

/** Gmail on a desktop shows about 70 characters of a subject, phones about 40; of Japanese half as many. */
const SUBJECT_COLUMNS = 90;
const PREHEADER_LENGTH = 140;
/** Time zones and a producer's morning; more than this is a typing error in the year. */
const AHEAD_MS = 86_400_000;

/** What the records say, whatever the template. `now` in milliseconds since 1970. */
export const recordChecks = (show: Show, episode: Episode, now: number): readonly Finding[] => [
  ...(show.postalAddress === undefined
    ? [
        error(
          'postal-address',
          'the show has no postal address, which the law of many countries asks for in every such email: add postalAddress to the show',
        ),
      ]
    : []),
  ...subjectChecks(episode),
  ...contentChecks(episode),
  ...doubled(episode),
  ...invisible(episode),
  ...dateChecks(episode, now),
];

const subjectChecks = (episode: Episode): readonly Finding[] => {
  const subject = subjectOf(episode);
  return [
    ...(columns(subject) > SUBJECT_COLUMNS
      ? [
          warning(
            'subject-long',
            `the subject has ${subject.length} characters and inboxes show ${columns(subject) > subject.length * 1.5 ? '20 to 35' : '40 to 70'}: put what matters first, or give the episode a shorter subject`,
          ),
        ]
      : []),
    ...(shouts(subject)
      ? [warning('capitals', 'the subject shouts (capitals or exclamation marks), which spam filters count')]
      : []),
    ...(episode.preheader !== undefined && episode.preheader.length > PREHEADER_LENGTH
      ? [
          warning(
            'preheader-long',
            `the preheader has ${episode.preheader.length} characters and no inbox shows more than ${PREHEADER_LENGTH}`,
          ),
        ]
      : []),
    ...(episode.preheader !== undefined && shouts(episode.preheader)
      ? [warning('capitals', 'the preheader shouts (capitals or exclamation marks)')]
      : []),
  ];
};

const shouts = (text: string): boolean => {
  const cased = text.match(/\p{Lu}|\p{Ll}/gu) ?? [];
  const capitals = cased.filter((letter) => /\p{Lu}/u.test(letter));
  return /[!！].*[!！]/u.test(text) || (cased.length >= 10 && capitals.length / cased.length > 0.7);
};

const contentChecks = ({ audioUrl, pageUrl, summary, topics }: Episode): readonly Finding[] => [
  ...(audioUrl === undefined && pageUrl === undefined
    ? [
        warning(
          'nothing-to-listen-to',
          'the episode has neither audioUrl nor pageUrl: its button leads to this email in the browser',
        ),
      ]
    : []),
  ...(summary.length === 0 && topics.length === 0
    ? [warning('nothing-to-read', 'the episode has neither a summary nor topics')]
    : []),
];

const doubled = ({ summary, topics, links, title }: Episode): readonly Finding[] => {
  const texts = [title, ...summary, ...topics.map(({ text }) => text)];
  const urls = links.map(({ url }) => url);
  return [...new Set([...repeated(texts.map(plain)), ...repeated(urls)])].map((text) =>
    warning('doubled-text', `this stands in the episode more than once: "${text.slice(0, 80)}"`),
  );
};

const repeated = (list: readonly string[]): readonly string[] =>
  list.filter((item, index) => list.indexOf(item) !== index);

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** Zero-width spaces, invisible operators and direction overrides; the joiners that scripts and emoji need pass. */
const INVISIBLE = /[\u200b\u2060-\u2064\u202a-\u202e\ufeff\u{e0000}-\u{e0fff}]/u;

const invisible = (episode: Episode): readonly Finding[] => {
  const { title, subject, preheader, topicsLeadIn, callToAction, artwork } = episode;
  const texts = [
    ...[title, subject, preheader, topicsLeadIn, callToAction, artwork?.alt].filter(
      (text) => text !== undefined,
    ),
    ...episode.guests.map(({ name }) => name),
    ...episode.summary,
    ...episode.topics.map(({ text }) => text),
    ...episode.links.map(({ label }) => label),
    ...episode.credits.flatMap(({ role, name }) => [role, name]),
  ];
  const found = texts.find((text) => INVISIBLE.test(text));
  return found === undefined
    ? []
    : [
        warning(
          'invisible-characters',
          `invisible characters, as copying from a web page leaves them, in "${found.slice(0, 60)}"`,
        ),
      ];
};

const dateChecks = (episode: Episode, now: number): readonly Finding[] => {
  const dated = episode.publishedAt === undefined ? undefined : Date.parse(episode.publishedAt);
  return [
    ...(dated !== undefined && dated > now + AHEAD_MS
      ? [warning('date-future', `the episode is dated ${day(dated)}, which is still to come`)]
      : []),
    ...(dated !== undefined && dated < now - RECENT_MS && episode.announce === 'recent'
      ? [
          warning(
            'date-old',
            `the episode is dated ${day(dated)}, more than seven days ago: publishing it announces nothing by itself`,
          ),
        ]
      : []),
    ...(episode.status === 'scheduled' && Date.parse(episode.publishAt) < now
      ? [warning('schedule-past', `the time to publish it, ${episode.publishAt}, is past`)]
      : []),
  ];
};

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
