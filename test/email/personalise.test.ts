import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Personal } from '../../lambdas/email/message.ts';
import { personalise } from '../../lambdas/email/personalise.ts';
import { findSlots } from '../../lambdas/email/slots.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { TOKEN_LENGTH } from '../../lambdas/subscribers/tokens.ts';
import { aPerson, aShow, anEpisode, recentEpisodes } from './builders.ts';
import { composer, readMessage } from './reading.ts';

const { message } = await composer(aShow(), anEpisode(), recentEpisodes());

const token = fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${TOKEN_LENGTH}}$`));

const countOf = (text: string, part: string): number => text.split(part).length - 1;

describe('making a message personal', () => {
  it('puts the recipient and both tokens where they belong, and leaves no placeholder', async () => {
    const person = aPerson();
    const read = await readMessage(personalise(message, person));
    expect(read.parsed.to).toEqual([{ address: person.to, name: '' }]);
    expect(countOf(read.html, person.unsubscribeToken)).toBe(1);
    expect(countOf(read.html, person.preferencesToken)).toBe(1);
    expect(countOf(read.text, person.unsubscribeToken)).toBe(1);
    expect(countOf(read.text, person.preferencesToken)).toBe(1);
    expect(read.header('List-Unsubscribe')[0]).toContain(person.unsubscribeToken);
    expect(read.raw).not.toContain('recipient.invalid');
  });

  it('keeps every body line within 76 octets, whatever the tokens', () => {
    fc.assert(
      fc.property(token, token, (unsubscribeToken, preferencesToken) => {
        const raw = Buffer.from(
          personalise(message, aPerson({ unsubscribeToken, preferencesToken })),
        ).toString('latin1');
        const body = raw.slice(raw.indexOf('\r\n\r\n'));
        expect(Math.max(...body.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
      }),
      { numRuns: 50 },
    );
  });

  it('finds its places in a message of another script too, which must not become base64', async () => {
    const summary = Array.from({ length: 12 }, () => '氷は空気が忘れたことを覚えている。'.repeat(40));
    const japanese = await composer(aShow({ language: 'ja', name: '深い時間' }), anEpisode({ summary }), []);
    const person = aPerson();
    const read = await readMessage(personalise(japanese.message, person));
    for (const part of [read.html, read.text]) {
      expect(countOf(part, person.unsubscribeToken)).toBe(1);
      expect(countOf(part, person.preferencesToken)).toBe(1);
    }
  });

  it('changes nothing but the slots from one person to the next', () => {
    const one = aPerson();
    const other: Personal = aPerson({ to: EmailAddress.parse('a-much-longer-name@reader.example') });
    const first = Buffer.from(personalise(message, one)).toString('latin1');
    const second = Buffer.from(personalise(message, other)).toString('latin1');
    expect(second).toBe(first.replace(`To: ${one.to}\r\n`, `To: ${other.to}\r\n`));
  });

  it('refuses a token of another length', () => {
    expect(() => personalise(message, aPerson({ unsubscribeToken: 'short' }))).toThrow('66 characters');
  });

  it.each(['nobody', 'a@recipient.invalid and a@recipient.invalid'])(
    'is refused where the recipient does not stand in it once: %s',
    (text) => {
      const placeholders = { to: 'a@recipient.invalid' };
      expect(() => findSlots(Buffer.from(text), placeholders, [])).toThrow('the recipient exactly once');
    },
  );

  it('copies a message in well under a millisecond', () => {
    const person = aPerson();
    const round = (): number => {
      const start = performance.now();
      for (let count = 0; count < 200; count += 1) personalise(message, person);
      return (performance.now() - start) / 200;
    };
    // The best of many rounds, because tests share the machine: 10 to 20 microseconds on a slow core.
    expect(Math.min(...Array.from({ length: 20 }, round))).toBeLessThan(0.1);
  });
});
