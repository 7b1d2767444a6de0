import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFeed } from '../../../lambdas/episodes/feeds/check-feed.ts';
import type { Feed } from '../../../lambdas/episodes/feeds/feed.ts';
import { parseFeed } from '../../../lambdas/episodes/feeds/parse-feed.ts';
import { processorSeconds } from '../../bounds.ts';
import { item, rss } from './documents.ts';

const feedOf = (document: string): Feed => {
  const parsed = parseFeed(document);
  if (parsed.kind === 'refused') throw new Error(parsed.why);
  return parsed.feed;
};
const first = (document: string) => feedOf(document).items[0];
const whyOf = (document: string) => {
  const parsed = parseFeed(document);
  return parsed.kind === 'refused' ? parsed.why : 'it was read';
};

describe('RSS', () => {
  it('gives what an item says in the namespaces of podcasts', () => {
    const document = rss([
      item({
        number: 7,
        more: `<itunes:duration>1:02:03</itunes:duration>
          <itunes:image href="https://cdn.glass.example/7.jpg"/>
          <itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>
          <podcast:person role="Guest" href="https://ada.example">Ada Loved</podcast:person>
          <podcast:person>Bo Katan</podcast:person>
          <podcast:transcript url="https://glass.example/7.vtt" type="text/vtt"/>
          <podcast:transcript url="https://glass.example/7.html" type="text/html"/>
          <podcast:chapters url="https://glass.example/7.json" type="application/json+chapters"/>
          <psc:chapters><psc:chapter start="00:00:00.000" title="Hello"/><psc:chapter start="01:01:01.500" title="Sand" href="https://sand.example"/></psc:chapters>
          <content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded>`,
      }),
    ]);
    expect(feedOf(document)).toEqual({
      title: 'Glass Hour',
      link: 'https://glass.example',
      items: [
        {
          guid: 'guid-7',
          title: 'Episode 7',
          publishedAt: '2026-11-02T07:00:00.000Z',
          durationSeconds: 3723,
          audioUrl: 'https://cdn.glass.example/7.mp3',
          artworkUrl: 'https://cdn.glass.example/7.jpg',
          link: 'https://glass.example/7',
          notes: '<p>All of it.</p>',
          season: 2,
          number: 7,
          persons: [
            { name: 'Ada Loved', role: 'guest', url: 'https://ada.example' },
            { name: 'Bo Katan', role: 'host' },
          ],
          transcriptUrl: 'https://glass.example/7.html',
          chaptersUrl: 'https://glass.example/7.json',
          chapters: [
            { title: 'Hello', startSeconds: 0 },
            { title: 'Sand', startSeconds: 3661, url: 'https://sand.example' },
          ],
        },
      ],
    });
  });

  it('knows the namespaces under any prefix, letter case and spelling', () => {
    const document = rss([item({ number: 1, more: '<i:duration>00:04:49.0</i:duration>' })]).replace(
      'xmlns:dc',
      'xmlns:i="http://www.itunes.com/DTDs/Podcast-1.0.dtd" xmlns:dc',
    );
    expect(first(document)?.durationSeconds).toBe(289);
  });

  it('takes CDATA anywhere, and space around it', () => {
    const document = rss([
      item({
        number: 1,
        title: '\n <![CDATA[Sand & fire]]> \n',
        guid: '<![CDATA[a guid]]>',
        more: '<itunes:duration><![CDATA[62:03]]></itunes:duration>',
      }),
    ]);
    expect(first(document)).toMatchObject({ title: 'Sand & fire', guid: 'a guid', durationSeconds: 3723 });
  });

  it('reads titles that were escaped twice', () => {
    expect(first(rss([item({ number: 1, title: 'Sand &amp;amp; fire &amp;#39;26' })]))?.title).toBe(
      "Sand & fire '26",
    );
  });

  it('reads titles without the markup somebody put into them, and keeps a tag somebody writes about', () => {
    expect(
      first(
        rss([item({ number: 1, title: '&lt;b&gt;Sand&lt;/b&gt; and &lt;em class="x"&gt;fire&lt;/em&gt;' })]),
      )?.title,
    ).toBe('Sand and fire');
    expect(first(rss([item({ number: 1, title: 'The &lt;b&gt; tag' })]))?.title).toBe('The <b> tag');
  });

  it.each(['-1', '99:99:99', '99999999999', '1e9', '12.5', '<![CDATA[-5]]>'])(
    'takes a length that is none for none, and keeps the item: %s',
    (written) => {
      const feed = feedOf(rss([item({ number: 1, more: `<itunes:duration>${written}</itunes:duration>` })]));
      expect(feed.items[0]?.durationSeconds).toBe(written === '12.5' ? 12 : undefined);
      expect(checkFeed(feed, 0).remarks.join()).not.toContain('no record');
    },
  );

  it('prefers what is heard to what is seen and read', () => {
    const files = [
      '<enclosure url="https://cdn.glass.example/1.pdf" type="application/pdf"/>',
      '<enclosure url="https://cdn.glass.example/1.mp4" type="video/mp4"/>',
      '<enclosure url="https://cdn.glass.example/1.mp3" type="audio/mpeg"/>',
    ];
    const url = (more: string) => first(rss([item({ number: 1, audio: '', more })]))?.audioUrl;
    expect(url(files.join(''))).toMatch(/mp3$/);
    expect(url(files.slice(0, 2).join(''))).toMatch(/mp4$/);
    expect(url(files.slice(0, 1).join(''))).toMatch(/pdf$/);
  });

  it('takes recording and picture from Media RSS where nothing else names them', () => {
    const media =
      '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="https://cdn.glass.example/m.mp3" type="audio/mpeg"/><media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="https://glass.example/m.jpg"/>';
    expect(first(rss([item({ number: 1, audio: '', more: media })]))).toMatchObject({
      audioUrl: 'https://cdn.glass.example/m.mp3',
      artworkUrl: 'https://glass.example/m.jpg',
    });
  });

  it('takes the fullest of several notes', () => {
    const short = item({
      number: 1,
      notes: 'Short.',
      more: '<itunes:summary>Much longer notes.</itunes:summary>',
    });
    expect(first(rss([short]))?.notes).toBe('Much longer notes.');
  });

  it('does without a title, a date, a guid and a recording', () => {
    const bare = '<item><description>Only these words about glass.</description></item>';
    expect(first(rss([bare]))).toEqual({
      title: 'Only these words about glass.',
      notes: 'Only these words about glass.',
      persons: [],
      chapters: [],
    });
  });

  it('takes the date of Dublin Core where there is no other', () => {
    const dated = item({ number: 1, date: '', more: '<dc:date>2026-11-02T10:00:00Z</dc:date>' });
    expect(first(rss([dated]))?.publishedAt).toBe('2026-11-02T10:00:00.000Z');
  });
});

describe('Atom', () => {
  it('gives the same of an entry', () => {
    const document = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Glass Hour</title><id>x</id>
      <link href="https://glass.example/feed" rel="self"/><link href="https://glass.example"/>
      <entry><id>tag:glass.example,2026:7</id><title type="html">Sand &amp;amp; fire</title>
        <published>2026-11-02T10:00:00+02:00</published><updated>2026-11-03T10:00:00Z</updated>
        <link href="https://glass.example/7"/><link rel="enclosure" href="https://cdn.glass.example/7.mp3" type="audio/mpeg"/>
        <summary>Short.</summary><content type="html">&lt;p&gt;All of it.&lt;/p&gt;</content></entry></feed>`;
    expect(feedOf(document)).toMatchObject({
      title: 'Glass Hour',
      link: 'https://glass.example',
      items: [
        {
          guid: 'tag:glass.example,2026:7',
          title: 'Sand & fire',
          publishedAt: '2026-11-02T08:00:00.000Z',
          audioUrl: 'https://cdn.glass.example/7.mp3',
          link: 'https://glass.example/7',
          notes: '<p>All of it.</p>',
        },
      ],
    });
  });
});

describe('relative addresses of Atom', () => {
  const document = (attributes: string) =>
    `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>T</title><link rel="self" href="https://self.example/f/feed"/>
      <entry><id>1</id><title>One</title><link href="1"/><link rel="enclosure" href="1.pdf" type="application/pdf"/><link rel="enclosure" href="1.mp3" type="audio/mpeg"/></entry></feed>`;

  it.each([
    ['xml:base="https://base.example/b/"', 'https://base.example/b/'],
    ['', 'https://self.example/f/'],
  ])('are relative to what the feed says it is: %s', (attributes, base) => {
    expect(first(document(attributes))).toMatchObject({ link: `${base}1`, audioUrl: `${base}1.mp3` });
  });
});

describe('what is no feed is refused with the reason', () => {
  const document = rss([item({ number: 1 })]);

  it.each([
    ['', /empty/],
    ['hello', /no XML/],
    ['{"version": "https://jsonfeed.org/version/1.1"}', /JSON/],
    ['<!DOCTYPE html><html><body>Moved</body></html>', /HTML page/],
    ['<html><body>Moved</body></html>', /HTML page/],
    ['<opml version="2.0"><body/></opml>', /<opml>/],
    ['<rss version="2.0"><title>Glass</title></rss>', /no <channel>/],
    [document.replace('<channel>', ''), /<\/channel> stands where/],
    [document.slice(0, document.length / 2), /cut off/],
    [document.replace('All about glass', '<![CDATA[All about glass'), /cut off/],
    [document.replace('</item>', ''), /<\/channel> stands where <\/item>|<\/channel> stands where/],
    [`${document}<rss/>`, /after the end/],
    [`${document}\nWarning: out of memory`, /^line \d+: text stands after the end/],
    [document.replace('All about', 'All\0about'), /^line \d+: a NUL/],
    [document.replace('length="1"', 'length=1'), /^line \d+: an attribute of <enclosure>/],
    [
      document.replace('length="1"', 'length="1" length="2"'),
      /^line \d+: length stands twice in <enclosure>/,
    ],
    ['<rss version="2.0"><channel></channel></rss>', /<channel> is empty/],
    ['<rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>', /RSS 1\.0/],
    [document.replace('<rss', '<!DOCTYPE rss [<!ENTITY a "b">]><rss'), /document type declaration/],
    [document.replace('<rss', '<!doctype rss><rss'), /document type declaration/],
    [document.replace('<item>', `${'<a>'.repeat(100)}<item>`), /deep/],
    [rss(Array.from({ length: 3001 }, (_, number) => item({ number }))), /3001 items/],
  ])('%#', (text, why) => {
    expect(whyOf(text)).toMatch(why);
  });

  it('names the line', () => {
    expect(whyOf(document.replace('</title>', '</titel>'))).toMatch(
      /^line 8: <\/titel> stands where <\/title>/,
    );
  });

  it('expands no entity', () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(1000)}">${Array.from({ length: 20 }, (_, n) => `<!ENTITY b${n} "&a;&a;&a;&a;">`).join('')}]>${document}`;
    expect(parseFeed(bomb).kind).toBe('refused');
    expect(processorSeconds(() => parseFeed(bomb), 0.5)).toBeLessThan(0.5);
  });
});

describe('any document', () => {
  const PIECES = [
    '<rss>',
    '</rss>',
    '<channel>',
    '</channel>',
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '&amp;',
    '&',
    '<',
    '>',
    '"',
    'words',
    '<enclosure url="',
    '"/>',
    '<itunes:duration>',
    '<?xml ?>',
    '\0',
    '\ud800',
  ];

  it('is read or refused, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((parts) => parts.join('')),
          fc.array(fc.constantFrom(...PIECES), { maxLength: 20 }).map((parts) => rss([parts.join('')])),
          fc.tuple(fc.nat(2000), fc.string({ unit: 'binary', maxLength: 5 })).map(([at, text]) => {
            const whole = rss([item({ number: 1 }), item({ number: 2 })]);
            return whole.slice(0, at) + text + whole.slice(at + 1);
          }),
        ),
        (document) => {
          expect(['feed', 'refused']).toContain(parseFeed(document).kind);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of five megabytes is read in seconds', () => {
    const notes = `<![CDATA[${'<p>Words about glass.</p>'.repeat(200)}]]>`;
    const document = rss(Array.from({ length: 1000 }, (_, number) => item({ number, notes })));
    expect(document.length).toBeGreaterThan(5_000_000);
    const reading = (): void => expect(feedOf(document).items).toHaveLength(1000);
    expect(processorSeconds(reading, 8)).toBeLessThan(8);
  });
});
