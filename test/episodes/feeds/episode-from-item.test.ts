import { describe, expect, it } from 'vitest';
import { episodeFromItem, recordHash } from '../../../lambdas/episodes/feeds/episode-from-item.ts';
import type { FeedItem } from '../../../lambdas/episodes/feeds/feed.ts';
import { identityOf } from '../../../lambdas/episodes/feeds/identity.ts';
import { EpisodeId, ShowId } from '../../../lambdas/ids.ts';

const name = { showId: ShowId.parse('glass-hour'), episodeId: EpisodeId.parse('seven') };

const anItem = (fields: Partial<FeedItem> = {}): FeedItem => ({
  guid: 'guid-7',
  title: 'Sand and fire',
  notes: 'About glass.',
  persons: [],
  chapters: [],
  ...fields,
});
const episodeOf = (fields: Partial<FeedItem> = {}) => episodeFromItem(anItem(fields), name);

describe('an item of a feed makes an episode', () => {
  it('of what the feed states and what its notes say', () => {
    expect(
      episodeOf({
        publishedAt: '2026-11-02T10:00:00.000Z',
        durationSeconds: 3723,
        audioUrl: 'http://cdn.glass.example/7.mp3',
        artworkUrl: 'https://cdn.glass.example/7.jpg',
        link: 'https://glass.example/7',
        number: 7,
        persons: [
          { name: 'Ada Loved', role: 'guest', url: 'https://ada.example' },
          { name: 'Bo Katan', role: 'host' },
        ],
        notes:
          '<p>Today’s guest, Cy Twombly, melts sand.</p><p>We cover:</p><ul><li>Sand</li></ul><p>Producer: Di Prince</p>',
      }),
    ).toMatchObject({
      title: 'Sand and fire',
      number: 7,
      publishedAt: '2026-11-02T10:00:00.000Z',
      durationSeconds: 3723,
      audioUrl: 'https://cdn.glass.example/7.mp3',
      pageUrl: 'https://glass.example/7',
      artwork: { url: 'https://cdn.glass.example/7.jpg', alt: 'Sand and fire' },
      guests: [{ name: 'Ada Loved', url: 'https://ada.example' }, { name: 'Cy Twombly' }],
      summary: ['Today’s guest, Cy Twombly, melts sand.'],
      topicsLeadIn: 'We cover:',
      topics: [{ text: 'Sand' }],
      credits: [
        { role: 'Host', name: 'Bo Katan' },
        { role: 'Producer', name: 'Di Prince' },
      ],
      announce: 'recent',
    });
  });

  it('with the guests its title states, each once', () => {
    const persons = [{ name: 'Ada Loved', role: 'guest' }];
    expect(episodeOf({ title: 'Sand (feat. Ada Loved and Bo Katan)', persons }).guests).toEqual([
      { name: 'Ada Loved' },
      { name: 'Bo Katan' },
    ]);
  });

  it('with the chapters of the feed where the notes have none', () => {
    const chapters = [{ title: 'Hello', startSeconds: 0 }];
    expect(episodeOf({ chapters }).topics).toEqual([{ text: 'Hello', startSeconds: 0 }]);
    expect(episodeOf({ chapters, notes: 'Topics:\n- Sand' }).topics).toEqual([{ text: 'Sand' }]);
  });

  it('whose lost links lead to its page, or go back to the text', () => {
    const notes = 'About glass.\nLinks to learn more, summary and full transcript.';
    const label = 'Links to learn more, summary and full transcript';
    expect(episodeOf({ notes, link: 'https://glass.example/7' }).links).toEqual([
      { label, url: 'https://glass.example/7' },
    ]);
    expect(episodeOf({ notes })).toMatchObject({ links: [], summary: ['About glass.', label] });
  });

  it('from notes that were escaped twice, or are text with entities', () => {
    expect(
      episodeOf({ notes: '&lt;p&gt;Sand &amp;amp; fire&lt;/p&gt;&lt;p&gt;More&lt;/p&gt;' }).summary,
    ).toEqual(['Sand & fire', 'More']);
    expect(episodeOf({ notes: 'Vidrio y el ca&ntilde;o\nfuego' }).summary).toEqual([
      'Vidrio y el caño',
      'fuego',
    ]);
  });

  it('from notes with links and typed line breaks', () => {
    expect(
      episodeOf({ notes: 'One line.\nAnother with <a href="https://a.example">a link</a>.\n\nA third.' })
        .summary,
    ).toEqual(['One line.', 'Another with a link.', 'A third.']);
  });

  it('with a title that fits', () => {
    expect(episodeOf({ title: 'x'.repeat(500) }).title).toHaveLength(200);
  });

  it('that remembers where it came from', () => {
    const { source, ...record } = episodeOf();
    expect(source?.guid).toBe('guid-7');
    expect(source?.contentHash).toBe(recordHash(record));
    expect(recordHash({ ...record, publishedAt: '2026-11-02T10:00:00.000Z', status: 'published' })).toBe(
      source?.contentHash,
    );
    expect(recordHash({ ...record, title: 'Another' })).not.toBe(source?.contentHash);
  });
});

describe('an item without a guid', () => {
  const bare = {
    ...anItem({ audioUrl: 'https://cdn.glass.example/7.mp3?token=1', link: 'https://glass.example' }),
  };
  const { guid: _, ...unnamed } = bare;

  it('has an identity made of its recording, which a corrected title and a token do not change', () => {
    expect(identityOf(unnamed)).toMatch(/^made:[0-9a-f]{32}$/);
    expect(
      identityOf({ ...unnamed, title: 'Sand & fire', audioUrl: 'http://cdn.glass.example/7.mp3?token=2' }),
    ).toBe(identityOf(unnamed));
    expect(identityOf({ ...unnamed, audioUrl: 'https://cdn.glass.example/8.mp3' })).not.toBe(
      identityOf(unnamed),
    );
  });

  it('and without a recording, one made of title and date', () => {
    const { audioUrl: _audio, ...text } = unnamed;
    expect(identityOf({ ...text, publishedAt: '2026-11-02T10:00:00.000Z' })).not.toBe(
      identityOf({ ...text, publishedAt: '2026-11-09T10:00:00.000Z' }),
    );
  });
});
