/** Feeds written for the tests, as hosts write them. */
export const rss = (
  items: readonly string[],
  channel = '<title>Glass Hour</title><link>https://glass.example</link>',
) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"
  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:podcast="https://podcastindex.org/namespace/1.0"
  xmlns:psc="http://podlove.org/simple-chapters"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>${channel}<description>About glass</description>
${items.join('\n')}
</channel>
</rss>`;

export type ItemFields = {
  readonly number: number;
  readonly date?: string;
  readonly guid?: string;
  readonly title?: string;
  readonly audio?: string;
  readonly notes?: string;
  readonly more?: string;
};

/** `''` leaves a field out. */
export const item = ({ number, date, guid, title, audio, notes, more }: ItemFields): string => {
  const element = (name: string, value: string) => (value === '' ? '' : `<${name}>${value}</${name}>`);
  const url = audio ?? `https://cdn.glass.example/${number}.mp3`;
  return `<item>
  ${element('title', title ?? `Episode ${number}`)}
  ${element('guid', guid ?? `guid-${number}`)}
  ${element('pubDate', date ?? `Mon, 02 Nov 2026 ${String(number % 24).padStart(2, '0')}:00:00 +0000`)}
  ${element('link', `https://glass.example/${number}`)}
  ${url === '' ? '' : `<enclosure url="${url}" length="1" type="audio/mpeg"/>`}
  ${element('description', notes ?? `All about glass, part ${number}.`)}
  ${more ?? ''}
</item>`;
};
