import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../lambdas/email/rendering.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { columns, wrapped } from '../../lambdas/email/wrapping.ts';
import { LANGUAGES } from '../../lambdas/episodes/show.ts';
import { aPerson, aShow, anEpisode, PUBLIC_URL, recentEpisodes } from './builders.ts';
import { hostileRecords } from './hostile.ts';
import { announced, composer } from './reading.ts';
import { elementsOf, readableText, squeezed } from './structure.ts';

const ordinary = await announced();

/** Each of `parts` in `text`, one after the other. */
const expectInOrder = (text: string, parts: readonly string[]): void => {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    expect(found, `"${part}" after position ${at}`).toBeGreaterThanOrEqual(0);
    at = found + part.length;
  }
};

const styleBytes = (html: string): number =>
  [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].reduce(
    (sum, [, css]) => sum + Buffer.byteLength(css ?? ''),
    0,
  );

describe('the text part', () => {
  const text = ordinary.text;

  it('bar 10: is written for reading, with everything the HTML says, in its order', () => {
    expectInOrder(text.replace(/\s+/g, ' '), [
      'Deep Time',
      anEpisode().title,
      'Episode 42 · 20 November 2026 · 1 hr 39 min with Mara Lindqvist',
      'Listen to the episode: https://deeptime.example/episodes/reading-ice',
      ...anEpisode().summary,
      'In this episode',
      ...anEpisode().topics.map((topic) => topic.text),
      'The core at Dome C, explained https://ice.example/dome-c',
      'Transcript https://deeptime.example/episodes/reading-ice/transcript',
      'Where to listen',
      'Spotify https://podcasts.example/spotify',
      'Host: Tomasz Okafor',
      'The slowest river',
      '13 November 2026 · 50 min',
      'You get this email because you confirmed your subscription to Deep Time.',
      `Unsubscribe: ${PUBLIC_URL}/s/deep-time/unsubscribe/${aPerson().unsubscribeToken}`,
      `Preferences: ${PUBLIC_URL}/s/deep-time/preferences/${aPerson().preferencesToken}`,
      `${PUBLIC_URL}/s/deep-time/episodes/reading-ice`,
      'Deep Time, 12 Quarry Lane, Bristol',
    ]);
  });

  it('bar 10: is wrapped, but for addresses, and holds no HTML and no "[image]"', () => {
    for (const line of text.split('\n'))
      if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(72);
    expect(text).not.toMatch(/<[a-z/]|\[image|&[a-z]+;|&#/i);
    expect(text).not.toMatch(/\n{4}/);
  });

  it('bar 10: reads like this', () => {
    expect(text.slice(0, text.indexOf('Where to listen'))).toBe(`Deep Time
https://deeptime.example/

Mara Lindqvist on reading eight hundred thousand years in a column of
ice
---------------------------------------------------------------------

Episode 42 · 20 November 2026 · 1 hr 39 min
with Mara Lindqvist

Listen to the episode:
https://deeptime.example/episodes/reading-ice

Snow that fell on Antarctica before there were people is still there,
three kilometres down, pressed into ice with the air of its day caught
in bubbles.

Mara Lindqvist has spent twenty winters drilling it out. She explains
how a summer layer is told from a winter one, and what a volcano in
Indonesia looks like from the South Pole.

We also talk about the day the drill got stuck, and why the oldest ice
on Earth may lie where nobody wants to camp.

In this episode

  * 5:12 Why bubbles are younger than the ice around them
  * 18:25 Counting summers by hand, and by laser
  * 43:50 What eight hundred thousand years of carbon dioxide look like
  * 1:20:22 The search for ice of a million and a half years

Links

  * The core at Dome C, explained
    https://ice.example/dome-c
  * Mara’s field diary
    https://ice.example/diary
  * Mara Lindqvist
    https://ice.example/lindqvist
  * Transcript
    https://deeptime.example/episodes/reading-ice/transcript
  * Audio file
    https://media.deeptime.example/reading-ice.mp3

`);
  });

  it('bar 10: wraps Japanese between its characters, which has no spaces', async () => {
    const episode = anEpisode({
      summary: [
        '人類が現れるよりも前に南極に降った雪は、いまも三キロメートルの深さに残っています。'.repeat(4),
      ],
    });
    const { text: japanese } = await announced({ show: aShow({ language: 'ja' }), episode });
    for (const line of japanese.split('\n'))
      if (!line.includes('https://')) expect(line.length).toBeLessThanOrEqual(72);
    expect(squeezed(japanese)).toContain(squeezed(episode.summary[0] ?? ''));
    // No line begins with a mark that belongs to the word before it.
    expect(japanese).not.toMatch(/\n[、。」）]/);
  });

  it('bar 10: ends no Japanese line with an opening bracket, nor begins one with a small kana', async () => {
    const text = '彼女は「ドームふじ」でチャック（Chuck）とずっと待っていた。';
    for (let shift = 0; shift < 12; shift += 1) {
      const lines = wrapped(`${'氷'.repeat(shift)}${text.repeat(6)}`).split('\n');
      for (const line of lines) {
        expect(line).not.toMatch(/[「（]$/);
        expect(line).not.toMatch(/^[ャュョッっゃゅょー。、」）]/);
        expect(columns(line)).toBeLessThanOrEqual(74);
      }
    }
  });

  it('bar 10: underlines a Japanese title as far as it goes', async () => {
    const { text: japanese } = await announced({
      show: aShow({ language: 'ja' }),
      episode: anEpisode({ title: '氷の柱を読む' }),
    });
    expect(japanese).toContain('氷の柱を読む\n------------\n');
  });

  it('bar 10: keeps a length on one line, and says it with plain spaces', () => {
    expect(wrapped('It goes on for 3\u00a0hr\u00a09\u00a0min of talk', 22)).toBe(
      'It goes on for\n3 hr 9 min of talk',
    );
    expect(wrapped('all\u00a0of\u00a0it\u00a0pasted\u00a0so', 12)).toBe('all of it\npasted so');
  });

  it('bar 10: writes the colon of the language', async () => {
    const inLanguage = async (language: 'fr' | 'ja') => (await announced({ show: aShow({ language }) })).text;
    expect(await inLanguage('fr')).toContain('Se désabonner :\nhttps');
    expect(await inLanguage('fr')).toContain('Host : Tomasz Okafor');
    expect(await inLanguage('ja')).toContain('配信停止：\nhttps');
    expect(await inLanguage('ja')).toContain('Host：Tomasz Okafor');
  });
});

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
      const start = performance.now();
      await composer(aShow(), anEpisode(), recentEpisodes());
      times.push(performance.now() - start);
    }
    // The best, because tests share the machine. The email, its message and the page are in it.
    expect(Math.min(...times)).toBeLessThan(50);
  });
});

describe('the page inside', () => {
  const elements = elementsOf(ordinary.html);
  const named = (name: string) => elements.filter((element) => element.name === name);

  it('bar 14: shows hostile text literally, everywhere it stands, and no element more', async () => {
    const shape = (html: string): string =>
      elementsOf(html)
        .map(({ name }) => name)
        .join(' ');
    await fc.assert(
      fc.asyncProperty(hostileRecords, async ({ show, episode }) => {
        const message = await announced({ show, episode });
        const harmless = await announced({
          show: { ...show, name: 'x', postalAddress: 'x' },
          episode: {
            ...episode,
            title: 'x',
            preheader: 'y',
            summary: ['x'],
            topicsLeadIn: 'x',
            topics: episode.topics.map((topic) => ({ ...topic, text: 'x' })),
          },
        });
        // The lead is shown unless the summary has it: whether it is changes the shape, and rightly.
        if (!episode.summary[0]?.includes(episode.preheader ?? ''))
          expect(shape(message.html)).toBe(shape(harmless.html));
        expect(
          elementsOf(message.html).some(({ name }) => /^(script|iframe|form|object|embed|mj-.*)$/.test(name)),
        ).toBe(false);
        expect(
          elementsOf(message.html)
            .flatMap(({ attributes }) => Object.keys(attributes))
            .filter((name) => name.startsWith('on')),
        ).toEqual([]);
        const said = [
          show.name,
          episode.title,
          episode.summary[0],
          episode.topics[0]?.text,
          episode.topicsLeadIn,
          episode.links[0]?.label,
          episode.credits[0]?.role,
          episode.credits[0]?.name,
          episode.callToAction,
          episode.guests[0]?.name,
          show.postalAddress,
        ];
        const [html, text, page] = [message.html, message.text, message.page].map((part, index) =>
          squeezed(index === 1 ? part : readableText(part)),
        );
        for (const part of said) {
          expect(html).toContain(squeezed(part ?? ''));
          expect(text).toContain(squeezed(part ?? ''));
          expect(page).toContain(squeezed(part ?? ''));
        }
        expect(message.parsed.subject).toBe(episode.title.replace(/\s+/g, ' '));
        expect(elementsOf(message.html).find(({ name }) => name === 'img')?.attributes['alt']).toBe(
          episode.artwork?.alt,
        );
      }),
      { numRuns: 40 },
    );
  });

  it.each(LANGUAGES)('bar 15: says its language and direction, title and all: %s', async (language) => {
    const { html } = await announced({ show: aShow({ language }) });
    const root = elementsOf(html)[0];
    const rightToLeft = language === 'he' || language === 'ar';
    expect(root?.attributes).toMatchObject({ lang: language, dir: rightToLeft ? 'rtl' : 'ltr' });
    expect(html).toContain(`<title>${anEpisode().title}</title>`);
    // MJML's columns say "left" whatever one asks; each text in them says its own.
    const texts = [...html.matchAll(/<div\s+style="font-family[^"]*text-align:(left|right)/g)];
    expect(texts.length).toBeGreaterThan(5);
    expect(new Set(texts.map(([, side]) => side))).toEqual(new Set([rightToLeft ? 'right' : 'left']));
    const directions = new Set([...html.matchAll(/direction:\s*(ltr|rtl)/g)].map(([, dir]) => dir));
    expect(directions).toEqual(new Set([rightToLeft ? 'rtl' : 'ltr']));
  });

  it('bar 15: lets a text of the other direction run its own way, on the side of the email', async () => {
    const { html } = await announced({
      show: aShow({ language: 'he' }),
      episode: anEpisode({
        title: 'Ice (part 2)!',
        summary: ['(Ice)!'],
        topics: [{ text: 'Ice (and fire)!' }],
      }),
    });
    expect(html).toMatch(/<h1 dir="auto"[^>]*>Ice \(part 2\)!/);
    expect(html).toMatch(/<p dir="auto"[^>]*>\(Ice\)!/);
    expect(html).toContain('<span dir="auto">Ice (and fire)!</span>');
  });

  it('bar 16: has no script, form, external style, web font, tracking pixel or rewritten link', () => {
    for (const name of ['script', 'form', 'input', 'link', 'iframe', 'object', 'video', 'svg'])
      expect(named(name), name).toEqual([]);
    expect(ordinary.html).not.toMatch(/@import|@font-face|url\(/i);
    expect(named('a').every(({ attributes }) => attributes['href']?.startsWith('https://'))).toBe(true);
    expect(named('img').map(({ attributes }) => attributes['src'])).toEqual([
      'https://deeptime.example/art/reading-ice.png',
    ]);
    const hrefs = new Set(named('a').map(({ attributes }) => attributes['href']));
    for (const { url } of anEpisode().links) expect(hrefs).toContain(url);
  });

  it('bar 17: has layout tables that say so, and images with alt text and width', () => {
    expect(named('table').length).toBeGreaterThan(3);
    expect(named('table').every(({ attributes }) => attributes['role'] === 'presentation')).toBe(true);
    expect(
      named('img').every(({ attributes }) => attributes['alt'] !== '' && Number(attributes['width']) > 0),
    ).toBe(true);
  });

  it('bar 17: keeps an alt text that MJML takes for a boolean', async () => {
    for (const alt of ['false', 'true', '0']) {
      const { html } = await announced({
        episode: anEpisode({ artwork: { url: 'https://a.example/a.png', alt } }),
      });
      expect(elementsOf(html).find(({ name }) => name === 'img')?.attributes['alt']).toBe(alt);
    }
  });

  it('bar 18: has one h1, levels in order, and its topics in a real list', () => {
    const levels = elements
      .filter(({ name }) => /^h[1-6]$/.test(name))
      .map(({ name }) => Number(name.slice(1)));
    expect(levels[0]).toBe(1);
    expect(levels.slice(1).every((level) => level === 2)).toBe(true);
    const list = ordinary.html.slice(ordinary.html.indexOf('In this episode'));
    const [, items] = /<ul[^>]*>([\s\S]*?)<\/ul>/.exec(list) ?? [];
    expect(items?.match(/<li/g)).toHaveLength(4);
    expect(ordinary.html).not.toContain('•');
  });

  it('links a start time into an audio file, and shows it alone beside a page', async () => {
    expect(ordinary.html).toContain('href="https://media.deeptime.example/reading-ice.mp3#t=312"');
    const player = await announced({ episode: anEpisode({ audioUrl: 'https://player.example/42' }) });
    expect(player.html).not.toContain('#t=');
    expect(player.html).toContain('5:12');
  });

  it('bar 20: puts no tint behind a logo, and white where dark colours are honoured', async () => {
    const logo = { url: 'https://deeptime.example/logo.png', alt: 'Deep Time' };
    const { html } = await announced({ show: aShow({ brand: { colour: '#1f4e79', logo } }) });
    const cells = elementsOf(html).filter(({ attributes }) =>
      /\b(?:logo|image)\b/.test(attributes['class'] ?? ''),
    );
    expect(cells.map(({ attributes }) => attributes['class'])).toEqual(['side logo', 'side image']);
    expect(html).toMatch(
      /prefers-color-scheme: dark\) \{[\s\S]*\.logo img \{ background: #ffffff !important/,
    );
    expect(html).toContain('[data-ogsb] .logo img { background: #ffffff !important');
  });

  it('bar 22: has a preheader that repeats visible text and is not white', () => {
    const [, style, preheader] = /<div style="(display:none[^"]*)">([^<]*)<\/div>/.exec(ordinary.html) ?? [];
    expect(style).toContain('color:#1d1c1a');
    expect(readableText(ordinary.html)).toContain(preheader?.replace(/…$/, ''));
  });

  it('bar 22: shows a preheader of the team’s own as a lead, once', async () => {
    const preheader = 'What a bubble of old air can tell.';
    const { html } = await announced({ episode: anEpisode({ preheader }) });
    expect(readableText(html).split(preheader)).toHaveLength(2);
    const said = await announced({ episode: anEpisode({ preheader, summary: [`${preheader} And more.`] }) });
    expect(readableText(said.html).split(preheader)).toHaveLength(2);
  });

  it('bar 23: has one main action, and the order that was decided', () => {
    expectInOrder(readableText(ordinary.html), [
      'Deep Time',
      anEpisode().title,
      '20 November 2026',
      '1 hr 39 min',
      'with Mara Lindqvist',
      'Listen to the episode',
      'Snow that fell',
      'In this episode',
      'Links',
      'Where to listen',
      'Credits',
      'Recent episodes',
      'You get this email because',
      'Unsubscribe',
      'Preferences',
      'Read in the browser',
      '12 Quarry Lane',
    ]);
    expectInOrder(ordinary.html, ['Deep Time</a>', '<img', '<h1']);
    const buttons = named('a').filter(({ attributes }) =>
      attributes['style']?.includes('display:inline-block;background:#1f4e79'),
    );
    expect(buttons.map(({ attributes }) => attributes['href'])).toEqual([
      'https://deeptime.example/episodes/reading-ice',
    ]);
  });

  it('leaves out, headings and all, what an episode does not have', async () => {
    const { artwork: _a, number: _n, durationSeconds: _d, transcriptUrl: _t, ...rest } = anEpisode();
    const { html, text } = await announced({
      show: aShow({ whereToListen: [] }),
      episode: { ...rest, guests: [], summary: [], topics: [], links: [], credits: [] },
      recent: [],
    });
    for (const word of [
      'In this episode',
      'Credits',
      'Recent episodes',
      'Where to listen',
      'with',
      'Transcript',
    ]) {
      expect(readableText(html)).not.toContain(word);
      expect(text).not.toContain(word);
    }
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<ul style="margin:0;padding:0;list-style:none">\n</ul>');
  });

  it('leads to the page in the browser when there is nothing else to listen to', async () => {
    const { audioUrl: _a, pageUrl: _p, ...rest } = anEpisode();
    const { html } = await announced({ episode: rest });
    expect(html).toContain('Read about the episode');
    expect(html).toContain(`href="${PUBLIC_URL}/s/deep-time/episodes/reading-ice"`);
  });
});

describe('the page to read in a browser', () => {
  it('says the same, invites to subscribe, and knows nobody', () => {
    const page = readableText(ordinary.page);
    for (const part of [anEpisode().title, ...anEpisode().summary, 'Mara’s field diary', 'Tomasz Okafor'])
      expect(page).toContain(part);
    expect(page).toContain('Get new episodes by email');
    expect(ordinary.page).toContain(`href="${PUBLIC_URL}/s/deep-time"`);
    expect(ordinary.page).not.toMatch(/unsubscribe|preferences\//i);
    expect(page).not.toContain('You get this email');
  });

  it('needs no script and no style from elsewhere, so that a strict policy can stand', () => {
    const names = new Set(elementsOf(ordinary.page).map(({ name }) => name));
    for (const name of ['script', 'link', 'iframe', 'form']) expect(names).not.toContain(name);
    expect(ordinary.page).not.toMatch(/ on\w+=|javascript:|@import/i);
  });
});
