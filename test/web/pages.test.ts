import { HtmlValidate, StaticConfigLoader, type ResolvedConfig } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../lambdas/episodes/show.ts';
import { contrast } from '../../lambdas/email/palette.ts';
import { stylesheet } from '../../lambdas/web/style.ts';
import { wordsOf } from '../../lambdas/web/words/words.ts';
import { aShow, confirmed, createWebsite, stampIn } from './website.ts';

const ADA = 'ada@example.com';

/** Every page there is, as a person meets it. */
const everyPage = async (language: Language, fields: Readonly<Record<string, unknown>> = {}) => {
  const site = await createWebsite([
    aShow({ language, ...fields }),
    aShow({ showId: 'night-sky', name: 'The Night Sky', language }),
  ]);
  await site.put(confirmed(site, ADA));
  const stamp = stampIn(await site.visit('/s/deep-time/subscribe'));
  const stale = site.token('confirm', 'gone@example.com');
  site.clock.advance(3000);
  const to = (page: string, purpose: 'unsubscribe' | 'preferences') =>
    `/s/deep-time/${page}/${site.token(purpose, ADA)}`;
  await site.signUp('new@example.com');
  const confirm = `/s/deep-time/confirm/${site.mails[0]?.token}`;
  const pages = {
    shows: await site.visit('/'),
    show: await site.visit('/s/deep-time'),
    older: await site.visit('/s/deep-time?before=2026-01-01'),
    'sign up': await site.visit('/s/deep-time/subscribe'),
    'wrong address': await site.submit('/s/deep-time/subscribe', { address: 'ada', stamp }),
    'one more press': await site.submit('/s/deep-time/subscribe', { address: ADA }),
    'check mail': await site.submit('/s/deep-time/subscribe', { address: ADA, stamp }),
    confirm: await site.visit(confirm),
    confirmed: await site.submit(confirm, {}),
    'nothing to confirm': await site.submit(`/s/deep-time/confirm/${stale}`, {}),
    preferences: await site.visit(to('preferences', 'preferences')),
    'wrong date': await site.submit(to('preferences', 'preferences'), { 'delivery:deep-time': 'paused' }),
    saved: await site.submit(to('preferences', 'preferences'), { 'delivery:deep-time': 'on' }),
    'held data': await site.visit(to('data', 'preferences')),
    'not sure': await site.submit(to('data', 'preferences'), {}),
    leave: await site.visit(to('unsubscribe', 'unsubscribe')),
    goodbye: await site.submit(to('unsubscribe', 'unsubscribe'), { action: 'leave' }),
    erased: await site.submit(to('data', 'preferences'), { sure: 'yes' }),
    'nothing held': await site.visit(to('data', 'preferences')),
    'forged link': await site.visit('/s/deep-time/unsubscribe/forged'),
    missing: await site.visit('/s/deep-time/nothing'),
    'missing show': await site.visit('/s/no-show'),
  };
  site.clock.advance(49 * 3_600_000);
  return { ...pages, expired: await site.visit(confirm) };
};

/** html-validate works out its configuration anew for every page, which takes longer than the page. */
class ConfigurationOnce extends StaticConfigLoader {
  #resolved: ResolvedConfig | Promise<ResolvedConfig> | undefined;

  override getConfigFor(file: string): ResolvedConfig | Promise<ResolvedConfig> {
    return (this.#resolved ??= super.getConfigFor(file));
  }
}

const configuration = new ConfigurationOnce({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-implicit-button-type': 'off',
  },
});
const html = new HtmlValidate(configuration);

describe.each(LANGUAGES)('bar 32: the pages in %s', (language) => {
  test('are valid HTML, each with one heading of the first level and a title', async () => {
    for (const [name, page] of Object.entries(await everyPage(language))) {
      const report = await html.validateString(page.body);
      const faults = report.results.flatMap(({ messages }) =>
        messages.map(({ ruleId, message, line }) => `${ruleId} ${line}: ${message}`),
      );
      expect(faults, name).toEqual([]);
      expect(page.body.match(/<h1[ >]/g), name).toHaveLength(1);
    }
  });

  test('say which language they are in and which way it runs, and leave no word out', async () => {
    for (const [name, page] of Object.entries(await everyPage(language))) {
      expect(page.body, name).not.toMatch(/undefined|\[object|NaN/);
      if (name === 'shows' || name === 'missing show') continue;
      const direction = language === 'he' || language === 'ar' ? 'rtl' : 'ltr';
      expect(page.body, name).toContain(`<html lang="${language}" dir="${direction}">`);
    }
  });
});

test('bar 32: nothing on any page asks another site for anything, and nothing runs or styles inline', async () => {
  for (const [name, page] of Object.entries(await everyPage('en'))) {
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy, name).toContain("default-src 'none'");
    expect(policy, name).not.toMatch(/unsafe|https?:|\*/);
    for (const [, address = ''] of page.body.matchAll(
      /<(?:script|img|link|form|iframe|source)\b[^>]*?(?:src|href|action)="([^"]*)"/g,
    ))
      expect(address, name).toMatch(/^\/(?!\/)/);
    expect(page.body, name).not.toMatch(/<script(?![^>]*src=)|<style| style=| on[a-z]+=/);
    expect(page.headers, name).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(page.headers['set-cookie'], name).toBeUndefined();
  }
});

test('bar 32: no page needs a script', async () => {
  for (const [name, page] of Object.entries(await everyPage('en')))
    expect(page.body, name).not.toContain('<script');
  const asking = await everyPage('en', { signUp: { proofOfWork: true } });
  expect(asking['sign up'].body).toContain('<script src="/sign-up.js" defer></script>');
  expect(asking['sign up'].body).toContain('<noscript>');
});

test('a name full of markup is text on every page', async () => {
  const name = `<script>alert(1)</script> & "Söhne" '`;
  for (const [page, { body }] of Object.entries(
    await everyPage('en', { name, postalAddress: '<b>Lane</b>' }),
  )) {
    expect(body, page).not.toContain('<script>alert');
    expect(body, page).not.toContain('<b>Lane');
  }
});

test('every language has its own words', () => {
  const texts = (value: unknown): readonly string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'function'
        ? [String(value('NAME'))]
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(texts)
          : [];
  const english = texts(wordsOf('en'));
  for (const language of LANGUAGES.filter((each) => each !== 'en')) {
    const own = texts(wordsOf(language));
    expect(own).toHaveLength(english.length);
    const same = own.filter((text, index) => text === english[index]);
    // "Website", "Status" and the like.
    expect(same.length, `${language}: ${same.join(', ')}`).toBeLessThan(6);
    for (const [index, text] of own.entries())
      expect(text.includes('NAME'), `${language}: ${text}`).toBe(english[index]?.includes('NAME') ?? false);
  }
});

test('whatever colour a show has, text and controls can be told from what is behind them', () => {
  const colours = [
    '#000000',
    '#ffffff',
    '#ffff00',
    '#f2c230',
    '#1f4e79',
    '#ff0000',
    '#00ff00',
    '#777777',
    '#0000ff',
    '#123456',
  ];
  for (const colour of colours)
    for (const theme of themesIn(stylesheet(colour))) {
      const of = (name: string) => theme.get(`--${name}`) ?? '';
      const pairs = [
        ['ink', 'ground', 4.5],
        ['ink', 'paper', 4.5],
        ['soft', 'ground', 4.5],
        ['soft', 'paper', 4.5],
        ['link', 'ground', 4.5],
        ['ink', 'tint', 4.5],
        ['wrong', 'ground', 4.5],
        ['wrong', 'paper', 4.5],
        ['on-brand', 'brand', 4.5],
        ['on-hero', 'hero', 4.5],
        ['edge', 'ground', 3],
        ['edge', 'paper', 3],
        ['brand-edge', 'ground', 3],
      ] as const;
      for (const [front, back, ratio] of pairs)
        expect(contrast(of(front), of(back)), `${colour}: ${front} on ${back}`).toBeGreaterThanOrEqual(ratio);
    }
});

const themesIn = (sheet: string): readonly ReadonlyMap<string, string>[] =>
  [...sheet.matchAll(/:root\{([^}]*)\}/g)].map(
    ([, rules = '']) =>
      new Map(
        rules.split(';').map((rule): [string, string] => {
          const [name = '', value = ''] = rule.split(':');
          return [name, value];
        }),
      ),
  );
