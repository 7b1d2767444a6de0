import { describe, expect, it } from 'vitest';
import { readExamples } from '../../cli/local/examples.ts';
import type { Episode } from '../../lambdas/episodes/ports.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import { type Finding, refuseErrors } from '../../lambdas/email/preflight/finding.ts';
import { checkLinks, type Reached } from '../../lambdas/email/preflight/link-check.ts';
import { preflight } from '../../lambdas/email/preflight/preflight.ts';
import { createRenderer, type Rendering } from '../../lambdas/email/rendering.ts';
import { published } from '../../lambdas/episodes/publish.ts';
import { aShow, anEpisode, NOW, PUBLIC_URL, recentEpisodes } from './builders.ts';

const renderer = createRenderer();

const rendered = (show: Show, episode: Episode): Promise<Rendering> =>
  renderer.email({
    publicUrl: PUBLIC_URL,
    show,
    episode: published(episode, NOW).episode,
    recent: recentEpisodes(),
    tokens: { unsubscribe: 'u', preferences: 'p' },
  });

const findingsOf = async (
  given: { show?: Show; episode?: Episode; html?: (html: string) => string } = {},
): Promise<readonly Finding[]> => {
  const show = given.show ?? aShow();
  const episode = given.episode ?? anEpisode();
  const rendering = await rendered(show, episode);
  return preflight(
    show,
    episode,
    { ...rendering, html: given.html?.(rendering.html) ?? rendering.html },
    NOW,
  );
};

const codes = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ severity, code }) => `${severity} ${code}`);

describe('the preflight', () => {
  it('finds nothing in a well-made episode', async () => {
    expect(await findingsOf()).toEqual([]);
  });

  it('finds nothing in the examples', async () => {
    const { show, earlier, episode } = await readExamples();
    for (const file of [...earlier, episode])
      expect(
        codes(await findingsOf({ show, episode: { ...file, status: 'draft' } })),
        file.episodeId,
      ).toEqual([]);
  });

  it('finds nothing in the smallest episode that can be listened to', async () => {
    const { artwork: _a, topicsLeadIn: _t, durationSeconds: _d, ...rest } = anEpisode();
    expect(
      await findingsOf({ episode: { ...rest, topics: [], links: [], credits: [], guests: [] } }),
    ).toEqual([]);
  });

  it('finds nothing in addresses that stand in the text itself', async () => {
    const summary = [
      'See https://ice.example/a. And (https://ice.example/b), or http://ice.example/c,d instead.',
    ];
    expect(await findingsOf({ episode: anEpisode({ summary }) })).toEqual([]);
  });

  it('refuses a show without a postal address', async () => {
    const { postalAddress: _postalAddress, ...show } = aShow();
    expect(codes(await findingsOf({ show }))).toEqual(['error postal-address']);
  });

  it.each([
    ['a long subject', { subject: 'On ice '.repeat(20).trim() }, 'warning subject-long'],
    [
      'a long subject in Japanese',
      { title: '氷の柱に刻まれた八十万年を読む'.repeat(4) },
      'warning subject-long',
    ],
    ['capitals', { title: 'THE OLDEST ICE ON EARTH' }, 'warning capitals'],
    ['exclamation marks', { title: 'Ice!! Now' }, 'warning capitals'],
    ['a long preheader', { preheader: 'Ice. '.repeat(35).trim() }, 'warning preheader-long'],
    ['a paragraph that stands there twice', { summary: ['The same.', 'The same.'] }, 'warning doubled-text'],
    [
      'a topic that repeats the summary',
      { summary: ['The same.'], topics: [{ text: 'the  same.' }] },
      'warning doubled-text',
    ],
    ['a zero-width space', { title: 'Ice\u200bcore' }, 'warning invisible-characters'],
    [
      'an invisible character in a guest’s name',
      { guests: [{ name: 'Ma\u200bra' }] },
      'warning invisible-characters',
    ],
    [
      'one in the credits',
      { credits: [{ role: 'Host', name: '\u202eTom' }] },
      'warning invisible-characters',
    ],
    ['a direction override', { summary: ['Ice \u202eeroc'] }, 'warning invisible-characters'],
    ['a date to come', { publishedAt: '2027-11-20T09:00:00.000Z' }, 'warning date-future'],
    ['a date of last month', { publishedAt: '2026-10-20T09:00:00.000Z' }, 'warning date-old'],
    [
      'artwork as SVG',
      { artwork: { url: 'https://deeptime.example/a.svg', alt: 'Ice' } },
      'error artwork-format',
    ],
    [
      'artwork as WebP',
      { artwork: { url: 'https://deeptime.example/a.webp', alt: 'Ice' } },
      'warning artwork-format',
    ],
    [
      'an alt text that says nothing',
      { artwork: { url: 'https://deeptime.example/a.png', alt: 'IMG_2041.jpg' } },
      'warning image-alt',
    ],
  ] as const)('finds %s', async (_what, change, code) => {
    const episode = { ...anEpisode(), ...structuredClone(change) } as Episode;
    expect(codes(await findingsOf({ episode }))).toEqual([code]);
  });

  it('finds an episode that can be neither heard nor read', async () => {
    const { audioUrl: _a, pageUrl: _p, ...rest } = anEpisode();
    const found = codes(await findingsOf({ episode: { ...rest, summary: [], topics: [] } }));
    expect(found).toContain('warning nothing-to-listen-to');
    expect(found).toContain('warning nothing-to-read');
  });

  it('finds a schedule that is past', async () => {
    const { publishedAt: _p, ...rest } = anEpisode();
    const episode: Episode = { ...rest, status: 'scheduled', publishAt: '2026-11-19T09:00:00.000Z' };
    expect(codes(await findingsOf({ episode }))).toEqual(['warning schedule-past']);
  });

  it('says nothing of an old date when the episode is to be announced all the same', async () => {
    const episode = anEpisode({ announce: 'always', publishedAt: '2021-08-04T00:00:00.000Z' });
    expect(await findingsOf({ episode })).toEqual([]);
  });

  it('warns near the size at which Gmail cuts, and refuses beyond it', async () => {
    const padded = (bytes: number) => (html: string) =>
      `${html}<!--${'x'.repeat(bytes - Buffer.byteLength(html) - 7)}-->`;
    expect(codes(await findingsOf({ html: padded(93_000) }))).toEqual(['warning html-too-large']);
    expect(codes(await findingsOf({ html: padded(103_000) }))).toEqual(['error html-too-large']);
  });

  it('tells when an email had to leave something out', async () => {
    const episode = anEpisode({
      summary: Array.from({ length: 30 }, (_, n) => `${n} ${'x & '.repeat(500)}`),
    });
    expect(codes(await findingsOf({ episode }))).toEqual(['warning html-shortened']);
  });

  it.each([
    ['an image without alt text', '<img src="https://a.example/a.png">', 'error image-alt'],
    ['an image that is not https', '<img src="http://a.example/a.png" alt="Ice">', 'error image-insecure'],
    ['a link that is not https', '<a href="http://a.example/">a</a>', 'error link-insecure'],
    ['a link the text part does not have', '<a href="https://a.example/">a</a>', 'warning links-differ'],
    ['text that is not displayed', '<p style="display: none">cheap</p>', 'warning hidden-text'],
    [
      'text in the colour of its background',
      '<div style="background:#FFF"><b style="color:white">cheap</b></div>',
      'warning hidden-text',
    ],
  ])('finds %s in a team’s own template', async (_what, markup, code) => {
    const found = await findingsOf({ html: (html) => html.replace('</h1>', `</h1>${markup}`) });
    expect(codes(found)).toContain(code);
  });

  it('refuses publishing with all errors at once, and lets warnings pass', () => {
    const findings: readonly Finding[] = [
      { severity: 'error', code: 'postal-address', message: 'no address' },
      { severity: 'warning', code: 'capitals', message: 'shouting' },
      { severity: 'error', code: 'audio-unreachable', message: 'no audio' },
    ];
    expect(() => refuseErrors('ice', findings)).toThrow(
      'episode ice stays as it is: the preflight found 2 errors\n  no address\n  no audio',
    );
    expect(() => refuseErrors('ice', findings.slice(1, 2))).not.toThrow();
  });
});

describe('the check of the links', () => {
  const CLOCK = { now: () => NOW };

  const probe = (answers: Readonly<Record<string, Reached>>) => {
    const asked: string[] = [];
    return {
      asked,
      reach: async (url: string): Promise<Reached> => {
        asked.push(url);
        return answers[url] ?? { kind: 'there' };
      },
    };
  };

  it('asks for each address of show and episode once', async () => {
    const all = probe({});
    expect(await checkLinks(aShow(), anEpisode(), all, CLOCK)).toEqual([]);
    expect(all.asked).toHaveLength(new Set(all.asked).size);
    expect(all.asked).toContain('https://media.deeptime.example/reading-ice.mp3');
    expect(all.asked).toContain('https://podcasts.example/spotify');
    expect(all.asked).toContain('https://deeptime.example/art/reading-ice.png');
  });

  it('refuses audio that cannot be reached and links that are dead, and doubts the rest', async () => {
    const found = await checkLinks(
      aShow(),
      anEpisode(),
      probe({
        'https://media.deeptime.example/reading-ice.mp3': { kind: 'dead', why: 'status 404' },
        'https://ice.example/dome-c': { kind: 'dead', why: 'there is no such host' },
        'https://ice.example/diary': { kind: 'unclear', why: 'status 403' },
        'https://deeptime.example/art/reading-ice.png': { kind: 'there', bytes: 4_200_000 },
      }),
      CLOCK,
    );
    expect(codes(found)).toEqual(
      expect.arrayContaining([
        'error audio-unreachable',
        'error link-dead',
        'warning link-unclear',
        'warning artwork-too-large',
      ]),
    );
    expect(found).toHaveLength(4);
  });

  it('stops after half a minute, so that a preview is sent all the same, and says what it did not ask for', async () => {
    let now = NOW;
    const slow = {
      reach: async (): Promise<Reached> => {
        now += 8000;
        return { kind: 'unclear', why: 'no answer in 8 seconds' };
      },
    };
    const links = Array.from({ length: 100 }, (_, n) => ({
      label: `${n}`,
      url: `https://slow.example/${n}`,
    }));
    const found = await checkLinks(aShow(), anEpisode({ links }), slow, { now: () => now });
    expect(now - NOW).toBeLessThanOrEqual(30_000 + 6 * 8000);
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(({ message }) => message.includes('no time left for it')).length).toBeGreaterThan(90);
  });
});
