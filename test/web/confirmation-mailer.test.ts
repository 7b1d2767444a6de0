import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../lambdas/announcements/ports.ts';
import type { Language } from '../../lambdas/episodes/show.ts';
import type { Show } from '../../lambdas/episodes/ports.ts';
import { SubscriberId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { TOKEN_LENGTH } from '../../lambdas/subscribers/tokens.ts';
import { createConfirmationMailer } from '../../lambdas/web/confirmation-mailer.ts';
import { readMessage } from '../email/reading.ts';
import { createManualClock } from '../in-memory/clock.ts';
import { aShow } from './website.ts';

const HOURS = 3_600_000;
const PUBLIC_URL = 'https://pages.example';

const createMailer = () => {
  const sent: OutgoingMessage[] = [];
  const clock = createManualClock();
  const mailer = createConfirmationMailer({
    mailer: {
      send: async (message) => {
        sent.push(message);
        return { kind: 'accepted', messageId: String(sent.length) };
      },
      quota: async () => ({ max24Hours: undefined, sentLast24Hours: 0, maxSendRate: 10 }),
    },
    publicUrl: PUBLIC_URL,
    clock,
    log: () => undefined,
  });
  const ask = async (show: Show, name: string, wish: { language?: Language; hours?: number } = {}) => {
    await mailer.send({
      show,
      subscriberId: SubscriberId.parse('a'.repeat(32)),
      to: EmailAddress.parse(`${name}@reader.example`),
      language: wish.language ?? 'en',
      expiresAt: clock.now() + (wish.hours ?? 48) * HOURS,
      token: name.padEnd(TOKEN_LENGTH, '-'),
    });
    return readMessage(sent.at(-1)?.bytes ?? new Uint8Array());
  };
  return { ask, sent };
};

describe('mails that ask for confirmation', () => {
  it('carry each their own recipient and link, though they are composed once', async () => {
    const { ask, sent } = createMailer();
    const show = aShow();
    for (const name of ['ada', 'grace', 'emmy']) {
      const { parsed, html, text, raw } = await ask(show, name);
      const url = `${PUBLIC_URL}/s/${show.showId}/confirm/${name.padEnd(TOKEN_LENGTH, '-')}`;
      expect(parsed.to).toEqual([{ address: `${name}@reader.example`, name: '' }]);
      expect(text.match(/https:\/\/\S+\/confirm\/\S*/g)).toEqual([url]);
      expect(new Set(html.match(/https:[^"<]+\/confirm\/[^"<]*/g))).toEqual(new Set([url]));
      expect(raw).not.toContain('recipient.invalid');
    }
    expect(sent.map(({ to }) => to)).toEqual(
      ['ada', 'grace', 'emmy'].map((name) => `${name}@reader.example`),
    );
  });

  it('are in the language of the person, and name the hours that are left', async () => {
    const { ask } = createMailer();
    const show = aShow();
    expect((await ask(show, 'ada')).text).toContain('48 hours');
    expect((await ask(show, 'kurt', { language: 'de' })).text).toContain('48 Stunden');
    expect((await ask(show, 'late', { hours: 2 })).text).toContain('2 hours');
    expect((await ask(show, 'ada')).text).toContain('48 hours');
  });

  it('say what a show says now, once it was read again', async () => {
    const { ask } = createMailer();
    expect((await ask(aShow(), 'ada')).parsed.subject).toContain('Deep Time');
    expect((await ask(aShow({ name: 'Deeper Time' }), 'ada')).parsed.subject).toContain('Deeper Time');
  });
});
