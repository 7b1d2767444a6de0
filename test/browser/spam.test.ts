import { describe, expect, it } from 'vitest';
import { previewFor, previewOf } from '../../lambdas/email/preview.ts';
import { createRenderer } from '../../lambdas/email/rendering.ts';
import { LANGUAGES } from '../../lambdas/episodes/show.ts';
import { aPerson, aShow, anEpisode, NOW, PUBLIC_URL, recentEpisodes } from '../email/builders.ts';
import { announced, asked } from '../email/reading.ts';
import { CASES } from './cases.ts';
import { judge } from './spam-filter.ts';

const NEVER = ['MPART_ALT_DIFF', 'MPART_ALT_DIFF_COUNT', 'MIME_HTML_ONLY', 'HTML_FONT_LOW_CONTRAST'];

describe('SpamAssassin', () => {
  it.each([
    'example',
    'ordinary',
    'smallest',
    'long',
    'long words',
    'emoji',
    'japanese',
    'hebrew',
    'arabic',
    'no artwork',
  ] as const)('bar 12: has nothing against the episode email: %s', async (name) => {
    const { bytes } = await announced(CASES[name]());
    const { score, rules, report } = judge(bytes, new Date(NOW));
    expect(score, report).toBeLessThanOrEqual(0);
    for (const rule of NEVER) expect(rules).not.toContain(rule);
  });

  it('bar 12: has nothing against a preview', async () => {
    const preview = await previewOf(
      { publicUrl: PUBLIC_URL, renderer: createRenderer(), clock: { now: () => NOW } },
      aShow(),
      anEpisode({ title: 'THE OLDEST ICE ON EARTH' }),
      recentEpisodes(),
    );
    expect(preview.findings).not.toEqual([]);
    const { score, report } = judge(previewFor(preview.marked, aPerson().to), new Date(NOW));
    expect(score, report).toBeLessThanOrEqual(0);
  });

  it.each(LANGUAGES)('bar 12: has nothing against the confirmation: %s', async (language) => {
    const { bytes } = await asked({ language });
    const { score, rules, report } = judge(bytes, new Date(NOW));
    // It takes each Cyrillic letter that looks like an e for one in disguise, where Latin ones stand beside it.
    const mistaken = language === 'uk' && rules.includes('MIXED_ES') ? 1 : 0;
    expect(score - mistaken, report).toBeLessThanOrEqual(0);
  });

  it('is really asked: it knows an email without a text part', () => {
    const html = '<html><body><p>Hello</p></body></html>';
    const bytes = Buffer.from(
      `From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nDate: ${new Date(NOW).toUTCString()}\r\nMessage-ID: <x@b.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}`,
    );
    const { score, rules } = judge(bytes, new Date(NOW));
    expect(score).toBeGreaterThan(0);
    expect(rules).toContain('MIME_HTML_ONLY');
  });
});
