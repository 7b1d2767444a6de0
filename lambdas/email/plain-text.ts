import type { TemplateFields } from './fields.ts';
import { columns, hanging, wrapped } from './wrapping.ts';

const RULE = '-'.repeat(40);

/**
 * The text part, written for people who read mail as text: everything the HTML says, in its order, wrapped.
 */
export const plainText = (fields: TemplateFields): string =>
  [
    ...previewLines(fields),
    `${wrapped(fields.show.name)}\n${fields.show.website}`,
    underlined(fields.episode.title),
    facts(fields),
    ...(fields.episode.lead === null ? [] : [wrapped(fields.episode.lead)]),
    address(fields, fields.episode.button),
    ...fields.episode.summary.map((paragraph) => wrapped(paragraph)),
    ...block(fields.episode.topicsHeading, fields.episode.topics.map(topicLine)),
    ...(fields.episode.callToAction === null ? [] : [wrapped(fields.episode.callToAction)]),
    ...block(fields.words.links, fields.episode.links.map(linkLines)),
    ...block(fields.words.whereToListen, fields.whereToListen.map(linkLines)),
    ...block(
      fields.words.credits,
      fields.episode.credits.map(({ role, name }) => hanging('  ', `${role}${fields.words.colon}${name}`)),
    ),
    ...block(fields.words.recentEpisodes, fields.recent.map(recentLines)),
    footer(fields),
  ].join('\n\n') + '\n';

const facts = ({ episode }: TemplateFields): string => {
  const line = [episode.label, episode.date, episode.length].filter((part) => part !== null).join(' · ');
  return [line, ...(episode.guests === null ? [] : [episode.guests])].map((part) => wrapped(part)).join('\n');
};

/** On a line of its own, so that any reader can open it. */
const address = ({ words }: TemplateFields, link: { readonly label: string; readonly url: string }): string =>
  `${wrapped(`${link.label}${words.colon}`)}\n${link.url}`;

const previewLines = ({ preview }: TemplateFields): readonly string[] =>
  preview === null
    ? []
    : [
        [
          wrapped(
            'This is a preview. No subscriber got it. Its links to unsubscribe and to preferences change nothing.',
          ),
          ...preview.findings.map((finding) => hanging('* ', finding)),
        ].join('\n'),
        RULE,
      ];

const underlined = (title: string): string => {
  const lines = wrapped(title);
  return `${lines}\n${'-'.repeat(Math.min(72, Math.max(...lines.split('\n').map(columns))))}`;
};

const block = (heading: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${wrapped(heading)}\n\n${items.join('\n')}`];

const topicLine = ({ start, text }: TemplateFields['episode']['topics'][number]): string =>
  hanging('  * ', start === null ? text : `${start}  ${text}`);

const linkLines = ({ label, url }: { readonly label: string; readonly url: string }): string =>
  `${hanging('  * ', label)}\n    ${url}`;

const recentLines = (other: TemplateFields['recent'][number]): string => {
  const meta = [other.date, other.length].filter((part) => part !== null).join(' · ');
  return [hanging('  * ', other.title), ...(meta === '' ? [] : [`    ${meta}`]), `    ${other.url}`].join(
    '\n',
  );
};

const footer = (fields: TemplateFields): string => {
  const { words, urls, show } = fields;
  return [
    RULE,
    wrapped(words.why),
    ...(urls.unsubscribe === null
      ? []
      : [address(fields, { label: words.unsubscribe, url: urls.unsubscribe })]),
    ...(urls.preferences === null
      ? []
      : [address(fields, { label: words.preferences, url: urls.preferences })]),
    address(fields, { label: words.readInBrowser, url: urls.browser }),
    ...(show.postalAddress === null ? [] : [wrapped(show.postalAddress)]),
  ].join('\n\n');
};
