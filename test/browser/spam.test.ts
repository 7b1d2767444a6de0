import { describe, expect, it } from 'vitest';
import { composeConfirmation } from '../../lambdas/email/confirmation.ts';
import { aPerson, aShow, NOW, PUBLIC_URL } from '../email/builders.ts';
import { announced } from '../email/reading.ts';
import { CASES } from './cases.ts';
import { judge } from './spam-filter.ts';

const NEVER = ['MPART_ALT_DIFF', 'MPART_ALT_DIFF_COUNT', 'MIME_HTML_ONLY', 'HTML_FONT_LOW_CONTRAST'];

describe('SpamAssassin', () => {
  it.each([
    'example',
    'ordinary',
    'smallest',
    'long',
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

  it('bar 12: has nothing against the confirmation', async () => {
    const { bytes } = await composeConfirmation({
      show: aShow(),
      to: aPerson().to,
      language: 'en',
      confirmUrl: `${PUBLIC_URL}/s/deep-time/confirm/${'t'.repeat(66)}`,
      expiresAt: NOW + 48 * 3_600_000,
      now: NOW,
    });
    const { score, report } = judge(bytes, new Date(NOW));
    expect(score, report).toBeLessThanOrEqual(0);
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
