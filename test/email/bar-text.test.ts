import { describe, expect, it } from 'vitest';
import { columns, wrapped } from '../../lambdas/email/wrapping.ts';
import { aPerson, aShow, anEpisode, PUBLIC_URL } from './builders.ts';
import { announced } from './reading.ts';
import { expectInOrder, squeezed } from './structure.ts';

const ordinary = await announced();

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
