import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../lambdas/episodes/show.ts';
import { WORDS } from '../../lambdas/email/words/languages.ts';
import { day, hours, length, names } from '../../lambdas/email/formats.ts';

const said = (word: string | ((...values: string[]) => string)): string =>
  typeof word === 'string' ? word : word('{1}', '{2}');

describe('the fixed words', () => {
  it.each(LANGUAGES)('are all there, none empty, each using what it is given: %s', (language) => {
    const english = WORDS.en;
    for (const [key, word] of Object.entries(WORDS[language])) {
      expect(said(word).trim(), key).not.toBe('');
      // The spaces around a colon belong to it.
      if (key !== 'colon') expect(said(word), key).toBe(said(word).trim());
      if (typeof word !== 'string') expect(said(word), key).toContain('{1}');
    }
    expect(Object.keys(WORDS[language]).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(LANGUAGES.filter((language) => language !== 'en'))('are translated: %s', (language) => {
    // "Links" and "Transcript" are the same words in more than one language; sentences are not.
    for (const key of ['listen', 'inThisEpisode', 'unsubscribe', 'readInBrowser', 'confirmHeading'] as const)
      expect(WORDS[language][key]).not.toBe(WORDS.en[key]);
  });

  it('say dates and lengths as each language does, in the show’s time zone', () => {
    const plain = (text: string): string => text.replace(/\s/g, ' ');
    expect(plain(day('2026-11-20T23:30:00Z', 'en', 'Europe/London'))).toBe('20 November 2026');
    expect(plain(day('2026-11-20T23:30:00Z', 'de', 'Europe/Berlin'))).toBe('21. November 2026');
    expect(plain(day('2026-11-20T23:30:00Z', 'ja', 'Asia/Tokyo'))).toBe('2026年11月21日');
    expect(plain(length(11_340, 'en'))).toBe('3 hr 9 min');
    expect(plain(length(3600, 'de'))).toBe('1 Std.');
    expect(plain(length(20, 'fr'))).toBe('1 min');
    expect(plain(length(5940, 'de'))).toBe('1 Std. 39 Min.');
    expect(plain(length(5940, 'nl'))).toBe('1 uur 39 min');
    expect(plain(length(5940, 'pl'))).toBe('1 godz. 39 min');
    expect(plain(length(5940, 'uk'))).toBe('1 год 39 хв');
    expect(plain(length(5940, 'ja'))).toBe('1時間39分');
    expect(hours(48 * 3_600_000, 'ja')).toBe('48時間');
    expect(plain(length(7320, 'ar'))).toBe('ساعتان ودقيقتان');
    expect(names(['A', 'B', 'C'], 'es')).toBe('A, B y C');
  });
});
