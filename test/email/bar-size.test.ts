import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../lambdas/email/rendering.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { aPerson, aShow, anEpisode, PUBLIC_URL, recentEpisodes } from './builders.ts';
import { announced, composer } from './reading.ts';
import { readableText, squeezed } from './structure.ts';

const ordinary = await announced();

const styleBytes = (html: string): number =>
  [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].reduce(
    (sum, [, css]) => sum + Buffer.byteLength(css ?? ''),
    0,
  );

describe('the size', () => {
  const longText = (bytes: number, unit: string): string[] => {
    const each = Math.floor(bytes / 30 / Buffer.byteLength(unit));
    return Array.from({ length: 30 }, (_, index) => `${index} ${unit.repeat(each)}`.slice(0, 7900).trim());
  };

  it.each([
    ['smallest', { summary: [], topics: [], links: [], credits: [], guests: [] }, [], 30_000],
    ['ordinary', {}, recentEpisodes(), 30_000],
    [
      'longest in English',
      { summary: longText(60_000, 'The ice keeps what the air forgets. ') },
      recentEpisodes(),
      90_000,
    ],
    [
      'longest in characters that grow when escaped',
      { summary: longText(60_000, '&<"\'> ') },
      recentEpisodes(),
      90_000,
    ],
    [
      'longest in Japanese',
      { summary: longText(60_000, '氷は空気が忘れたことを覚えている。') },
      recentEpisodes(),
      90_000,
    ],
    [
      'with 50 topics into an audio file with a long address, and 100 links',
      {
        audioUrl: `https://media.example/${'tracking/'.repeat(100)}episode.mp3`,
        topics: Array.from({ length: 50 }, (_, n) => ({
          text: `Topic ${n} ${'of ice '.repeat(60)}`.trim(),
          startSeconds: n * 60,
        })),
        links: Array.from({ length: 100 }, (_, n) => ({
          label: `Link ${n}`,
          url: `https://example.com/${'&x='.repeat(90)}${n}`,
        })),
      },
      recentEpisodes(),
      90_000,
    ],
    [
      'with 50 topics of 1,000 characters, each of which also repeats a long address',
      {
        summary: [],
        links: [],
        audioUrl: `https://media.example/${'&'.repeat(2000)}.mp3`,
        topics: Array.from({ length: 50 }, (_, n) => ({
          text: `${n} ${'& topic '.repeat(124)}`.trim(),
          startSeconds: n,
        })),
      },
      recentEpisodes(),
      90_000,
    ],
  ])('bar 11: stays small: %s', async (_what, change, recent, limit) => {
    const episode = anEpisode(change);
    const message = await announced({ episode, recent });
    expect(Buffer.byteLength(message.html)).toBeLessThanOrEqual(limit);
    expect(message.bytes.length).toBeLessThan(1_000_000);
    expect(styleBytes(message.html)).toBeLessThan(16_384);
    // Whatever the HTML left out, the text part and the page say.
    for (const part of [...episode.summary, ...episode.topics.map(({ text }) => text)]) {
      expect(squeezed(message.text)).toContain(squeezed(part));
      expect(squeezed(readableText(message.page))).toContain(squeezed(part));
    }
  });

  it('bar 11: stays small when the show, too, is as long as a show may be', async () => {
    const url = (n: number): string => `https://example.com/${n}`.padEnd(2048, '&');
    const label = '&'.repeat(200);
    const show = aShow({
      website: url(1),
      brand: { colour: '#336699', logo: { url: url(2), alt: label } },
      whereToListen: Array.from({ length: 12 }, (_, n) => ({ label, url: url(n) })),
    });
    const episode = anEpisode({
      title: label,
      preheader: label,
      summary: ['&'.repeat(8000)],
      callToAction: '&'.repeat(1000),
      guests: Array.from({ length: 20 }, (_, n) => ({ name: label, url: url(n).slice(0, 900) })),
      topics: Array.from({ length: 50 }, (_, n) => ({ text: '&'.repeat(300), startSeconds: n })),
      links: [],
      audioUrl: `${url(3).slice(0, 2000)}.mp3`,
      pageUrl: url(4),
      artwork: { url: url(5), alt: label },
    });
    const recent = recentEpisodes().map((other, n) => ({ ...other, title: label, pageUrl: url(n) }));
    const message = await announced({ show, episode, recent });
    expect(Episode.safeParse(episode).error).toBeUndefined();
    expect(Buffer.byteLength(message.html)).toBeLessThanOrEqual(90_000);
    expect(message.html).toContain(aPerson().unsubscribeToken);
    for (const { url: address } of show.whereToListen) expect(message.text).toContain(address);
  });

  it('bar 11: stays small in a template that does not show what would be left out first', async () => {
    const main = `<mjml><mj-body><mj-section><mj-column><mj-text>{% for topic in episode.topics %}{{ topic.text }} {% endfor %}
      <a href="{{ urls.unsubscribe }}">x</a></mj-text></mj-column></mj-section></mj-body></mjml>`;
    const { html, shortened } = await createRenderer({ main, partials: {} }).email({
      publicUrl: PUBLIC_URL,
      show: aShow(),
      episode: anEpisode({
        summary: Array.from({ length: 30 }, () => 'x'.repeat(900)),
        topics: Array.from({ length: 50 }, () => ({ text: '&'.repeat(700) })),
      }),
      recent: [],
      tokens: { unsubscribe: 'u', preferences: 'p' },
    });
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(90_000);
    expect(shortened).toBe(true);
  });

  it('bar 11: says when it left something out, and where all of it is', async () => {
    const message = await announced({ episode: anEpisode({ summary: longText(60_000, '&<"\'> ') }) });
    expect(message.html).toContain('This email had to leave something out.');
    expect(message.html).toContain(aPerson().unsubscribeToken);
    expect(ordinary.html).not.toContain('leave something out');
  });

  it('renders and composes in under 50 milliseconds once warm', async () => {
    for (let round = 0; round < 5; round += 1) await announced();
    const times: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const before = process.threadCpuUsage();
      await composer(aShow(), anEpisode(), recentEpisodes());
      const { user, system } = process.threadCpuUsage(before);
      times.push((user + system) / 1000);
    }
    // This thread's own time, and the best of it, because tests share the machine. The email, its message and the
    // page are in it.
    expect(Math.min(...times)).toBeLessThan(50);
  });
});
