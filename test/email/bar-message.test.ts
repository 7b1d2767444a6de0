import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcementPlaceholders } from '../../lambdas/email/compose.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { aPerson, aShow, anEpisode, PUBLIC_URL } from './builders.ts';
import { hostileRecords, hostileText } from './hostile.ts';
import { announced, asked, type ReadMessage } from './reading.ts';

const ordinary = await announced();

const headerLines = (raw: string): readonly string[] => raw.slice(0, raw.indexOf('\r\n\r\n')).split('\r\n');
const bodyOf = (raw: string): string => raw.slice(raw.indexOf('\r\n\r\n') + 4);
const longest = (lines: readonly string[]): number => Math.max(...lines.map((line) => line.length));

const SINGLE = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Reply-To',
  'Content-Type',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
];

const expectWellFormed = (message: ReadMessage): void => {
  const { raw } = message;
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/);
  expect(raw).toMatch(/^[\t\r\n -~]*$/);
  expect(longest(raw.split('\r\n'))).toBeLessThanOrEqual(998);
  expect(longest(bodyOf(raw).split('\r\n'))).toBeLessThanOrEqual(76);
  for (const word of raw.match(/=\?utf-8\?[bq]\?[^?\s]*\?=/gi) ?? [])
    expect(word.length).toBeLessThanOrEqual(75);
  for (const name of SINGLE) expect(message.header(name).length, name).toBeLessThanOrEqual(1);
};

describe('the message', () => {
  it('bar 1: is multipart/alternative, text first and HTML second, both with content', () => {
    expect(ordinary.header('Content-Type')[0]).toMatch(/^multipart\/alternative;/);
    const parts = [...ordinary.raw.matchAll(/\r\nContent-Type: (text\/\w+); charset=utf-8\r\n/g)];
    expect(parts.map(([, type]) => type)).toEqual(['text/plain', 'text/html']);
    expect(ordinary.text.length).toBeGreaterThan(500);
    expect(ordinary.html.length).toBeGreaterThan(5000);
  });

  it('bar 2: has CRLF only, in the episode email and in the confirmation', async () => {
    for (const { raw } of [ordinary, await asked()]) {
      expect(raw).toContain('\r\n');
      expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });

  it('bar 3: is 7-bit, with body lines of at most 76 octets and none over 998', async () => {
    for (const { raw } of [ordinary, await asked()]) {
      expect(raw).toMatch(/^[\t\r\n -~]*$/);
      expect(longest(raw.split('\r\n'))).toBeLessThanOrEqual(998);
      expect(longest(bodyOf(raw).split('\r\n'))).toBeLessThanOrEqual(76);
      expect(raw.match(/\r\nContent-Transfer-Encoding: (quoted-printable|base64)\r\n/g)).toHaveLength(2);
    }
  });

  it.each([
    ['plain', 'Mara Lindqvist on reading ice'],
    ['emoji', '🧊 Ice, 👩🏽‍🔬 and 🇦🇶: what the 🐧 saw'],
    ['Cyrillic', 'Мара Линдквист о том, как читать восемьсот тысяч лет в столбе льда'],
    ['Hebrew', 'מרה לינדקוויסט קוראת שמונה מאות אלף שנה בתוך עמוד של קרח'],
    ['200 characters', 'Snow '.repeat(40).trim()],
    ['200 characters without a space', 'W'.repeat(200)],
    ['200 emoji', '🧊'.repeat(100)],
    ['what looks like an encoded word', 'About =?utf-8?Q?hello?= and =?x'],
    ['quotes and backslashes', 'A "quoted\\" title, with (comments)'],
  ])('bar 4: carries a subject through an independent parser: %s', async (_what, title) => {
    const message = await announced({ episode: anEpisode({ title }) });
    expect(message.parsed.subject).toBe(title);
    for (const word of message.raw.match(/=\?utf-8\?[bq]\?[^?\s]*\?=/gi) ?? [])
      expect(word.length).toBeLessThanOrEqual(75);
  });

  it('bar 4: carries any subject a record may hold', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText(100), async (name) => {
        const message = await asked({ show: aShow({ name }) });
        expect(message.parsed.subject).toBe(`Confirm your subscription to ${name.replace(/\s+/g, ' ')}`);
      }),
      { numRuns: 60 },
    );
  });

  it('bar 5: has no single-instance header twice, and one From with the sender’s own name', async () => {
    for (const name of SINGLE) expect(ordinary.header(name), name).toHaveLength(1);
    expect(ordinary.parsed.from).toEqual({ name: 'Deep Time', address: 'hello@deeptime.example' });
    const odd = await announced({
      show: aShow({ sender: { ...aShow().sender, name: 'Tom, "the" <voice@x.example> & Co' } }),
    });
    expect(odd.parsed.from).toEqual({
      name: 'Tom, "the" <voice@x.example> & Co',
      address: 'hello@deeptime.example',
    });
  });

  it.each([
    'Глубокое время',
    '深い時間 ポッドキャスト',
    'Café “naïve”',
    '🧊 Ice',
    'About =?utf-8?Q?hello?=',
    '=?utf-8?B?aGk=?=',
    'Smith, John; Doe: (Jane) <x@y.example>',
    'ends with \\',
    'W'.repeat(100),
  ])('bar 5: carries the sender’s name as it is: %s', async (name) => {
    const show = aShow({ sender: { ...aShow().sender, name } });
    for (const message of [await announced({ show }), await asked({ show })]) {
      expect(message.parsed.from).toEqual({ name, address: 'hello@deeptime.example' });
      // Python's email package, for one, puts a space between two encoded words of a name.
      const words = message.header('From')[0]?.match(/=\?utf-8\?/gi) ?? [];
      if (name.length < 20) expect(words.length).toBeLessThanOrEqual(1);
      // Inside quotes an encoded word is no encoded word, and many clients decode it all the same.
      expect(message.header('From')[0]).not.toMatch(/"[^"]*=\?[^"]*"/);
    }
  });

  it('bar 4: begins a long subject on the line of its header', async () => {
    const { raw } = await announced({ episode: anEpisode({ title: 'W'.repeat(200) }) });
    expect(raw).toMatch(/^Subject: \S/m);
    const [, subject = ''] = /^Subject: ([^\r]*(?:\r\n [^\r]*)*)/m.exec(raw) ?? [];
    for (const line of subject.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
  });

  it('bar 3: leaves no "From " and no full stop alone for a mailbox to change', async () => {
    const line = `From ${'x'.repeat(66)} ${'y'.repeat(70)} From here`;
    const message = await announced({ episode: anEpisode({ summary: ['From me to you.', '.', line] }) });
    expect(message.raw).not.toMatch(/\r\nFrom /);
    expect(message.raw).not.toMatch(/\r\n\.\r\n/);
    expect(message.text).toContain('From me to you.\n\n.\n\nFrom xxx');
    expect(longest(bodyOf(message.raw).split('\r\n'))).toBeLessThanOrEqual(76);
  });

  it('bar 6: has one recipient in To, the one it was made for', async () => {
    const to = EmailAddress.parse("o'brien+news@sub.reader.example");
    const message = await announced({ person: aPerson({ to }) });
    expect(message.parsed.to).toEqual([{ address: to, name: '' }]);
    expect(message.parsed.cc ?? []).toEqual([]);
    expect(message.parsed.bcc ?? []).toEqual([]);
  });

  it('bar 7: has a List-Id that people can read and that stays the same for a show', async () => {
    expect(ordinary.header('List-Id')).toEqual(['"Deep Time" <deep-time.deeptime.example>']);
    const other = await announced({
      episode: anEpisode({ title: 'Another' }),
      person: aPerson({ to: EmailAddress.parse('b@c.example') }),
    });
    expect(other.header('List-Id')).toEqual(ordinary.header('List-Id'));
    const japanese = await announced({ show: aShow({ name: '深い時間 '.repeat(12).trim() }) });
    const header = japanese.parsed.headers.find(({ key }) => key === 'list-id')?.value ?? '';
    expect(header).toContain('<deep-time.deeptime.example>');
    expectWellFormed(japanese);
  });

  it('bar 8: can be left with one click, by an https link without an address in it', async () => {
    const person = aPerson();
    const message = await announced({
      show: aShow({ unsubscribeAddress: EmailAddress.parse('leave@deeptime.example') }),
      person,
    });
    expect(message.header('List-Unsubscribe')).toEqual([
      `<${PUBLIC_URL}/s/deep-time/unsubscribe/${person.unsubscribeToken}>, <mailto:leave@deeptime.example?subject=unsubscribe>`,
    ]);
    expect(message.header('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
    expect(ordinary.header('List-Unsubscribe')[0]?.match(/https:/g)).toHaveLength(1);
    // The URL stands on one line: some receivers do not unfold it.
    expect(
      headerLines(message.raw).some(
        (line) => line.includes(`${person.unsubscribeToken}>`) && line.includes('https://'),
      ),
    ).toBe(true);
    // 28 bytes of a token are its MAC: 224 bits.
    expect(person.unsubscribeToken).toHaveLength(66);
    expect(message.html).not.toContain(encodeURIComponent(person.to));
    expect(message.html).not.toContain(person.to);
  });

  it('bar 9: grows no header from CR, LF or NUL in any field, even past the schemas', async () => {
    const evil = 'x\r\nBcc: evil@x.example\r\n\r\nbody\n\0Subject: y';
    const show = {
      ...aShow(),
      name: evil,
      sender: { name: evil, address: `hello@deeptime.example${evil}` as EmailAddress },
      replyTo: `desk@deeptime.example${evil}` as EmailAddress,
      unsubscribeAddress: `leave@deeptime.example${evil}` as EmailAddress,
      postalAddress: evil,
      whereToListen: [{ label: evil, url: `https://x.example/${evil}` }],
    };
    const episode = {
      ...anEpisode(),
      title: evil,
      subject: evil,
      summary: [evil],
      topics: [{ text: evil }],
      artwork: { url: `https://x.example/${evil}`, alt: evil },
    };
    const names = (message: ReadMessage) => message.parsed.headers.map(({ key }) => key);
    const message = await announced({ show, episode });
    expect(names(message)).toEqual(names(ordinary));
    expect(message.parsed.bcc ?? []).toEqual([]);
    expect(message.raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/);
    const confirm = await asked({ show });
    expect(names(confirm)).toEqual(names(await asked()));
  });

  it('bar 2, 3, 4, 5: holds for whatever text a record may hold', async () => {
    await fc.assert(
      fc.asyncProperty(hostileRecords, async ({ show, episode }) => {
        const message = await announced({ show, episode });
        expectWellFormed(message);
        expect(message.parsed.headers.map(({ key }) => key)).toEqual(
          ordinary.parsed.headers.map(({ key }) => key),
        );
        expect(message.parsed.from?.address).toBe('hello@deeptime.example');
        expect(message.parsed.to).toEqual([{ address: aPerson().to, name: '' }]);
        expectWellFormed(await asked({ show }));
      }),
      { numRuns: 40 },
    );
  });

  it('cannot be given a placeholder by a record: the placeholders depend on all of it', async () => {
    const plain = { publicUrl: PUBLIC_URL, show: aShow(), episode: anEpisode(), recent: [] };
    const stolen = announcementPlaceholders(plain);
    const episode = anEpisode({ summary: [stolen.unsubscribeToken, stolen.preferencesToken, stolen.to] });
    const message = await announced({ episode, recent: [] });
    expect(message.text).toContain(stolen.unsubscribeToken);
    expect(message.text).toContain(stolen.to);
  });

  it('bar 13: the confirmation is answered by no machine, is on no list and advertises nothing', async () => {
    const message = await asked();
    expect(message.header('Auto-Submitted')).toEqual(['auto-generated']);
    expect(message.parsed.headers.filter(({ key }) => key.startsWith('list-'))).toEqual([]);
    expect(message.parsed.headers.some(({ key }) => key === 'precedence')).toBe(false);
    const links = new Set([...message.html.matchAll(/href="([^"]+)"/g)].map(([, url]) => url));
    expect(links).toEqual(
      new Set(['https://deeptime.example/', `${PUBLIC_URL}/s/deep-time/confirm/${'t'.repeat(66)}`]),
    );
    expect(message.text).toContain(`${PUBLIC_URL}/s/deep-time/confirm/${'t'.repeat(66)}`);
    expect(message.text).toContain('48 hours');
    expect(message.html).not.toMatch(/<img|Recent|Spotify/);
    expectWellFormed(message);
  });
});
