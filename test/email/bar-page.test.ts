import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpisodeSummary } from '../../lambdas/episodes/ports.ts';
import { LANGUAGES } from '../../lambdas/episodes/show.ts';
import { aShow, anEpisode, PUBLIC_URL, recentEpisodes } from './builders.ts';
import { hostileRecords, hostileText } from './hostile.ts';
import { announced } from './reading.ts';
import { expectInOrder, elementsOf, readableText, squeezed } from './structure.ts';

const ordinary = await announced();

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
      { numRuns: 25 },
    );
  });

  it('bar 14: shows hostile text literally in a subject, a logo and another episode’s title too', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(200), async (said) => {
        const logo = { url: 'https://deeptime.example/logo.png', alt: said };
        const message = await announced({
          show: aShow({ brand: { colour: '#1f4e79', logo } }),
          episode: anEpisode({ subject: said }),
          recent: recentEpisodes(1).map((other) => ({ ...other, title: said })),
        });
        expect(message.parsed.subject).toBe(said.replace(/\s+/g, ' '));
        const images = elementsOf(message.html).filter(({ name }) => name === 'img');
        expect(images.map(({ attributes }) => attributes['alt'])).toEqual([said, anEpisode().artwork?.alt]);
        for (const part of [readableText(message.html), readableText(message.page), message.text])
          expect(squeezed(part)).toContain(squeezed(said));
        expect(elementsOf(message.html).some(({ name }) => /^(script|iframe|form|mj-.*)$/.test(name))).toBe(
          false,
        );
      }),
      { numRuns: 25 },
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

  it('leads from a recent episode to a page that is there', async () => {
    const [{ pageUrl: _one, ...announcedOne }, { pageUrl: _other, ...quiet }] = recentEpisodes(2) as [
      EpisodeSummary,
      EpisodeSummary,
    ];
    const { html } = await announced({ recent: [announcedOne, { ...quiet, announce: 'never' }] });
    const urlOf = (title: string): string | undefined =>
      new RegExp(`href="([^"]*)"[^>]*>${title}<`).exec(html)?.[1];
    expect(urlOf(announcedOne.title)).toBe(`${PUBLIC_URL}/s/deep-time/episodes/earlier-1`);
    expect(urlOf(quiet.title)).toBe(`${PUBLIC_URL}/s/deep-time`);
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
