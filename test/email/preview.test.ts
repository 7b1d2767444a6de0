import { describe, expect, it } from 'vitest';
import type { OutgoingMessage, SendResult } from '../../lambdas/announcements/ports.ts';
import type { Catalog, Episode } from '../../lambdas/episodes/ports.ts';
import { PREVIEW_TOKEN } from '../../lambdas/email/preview.ts';
import { sendPreview } from '../../lambdas/email/preview-sending.ts';
import { createRenderer } from '../../lambdas/email/rendering.ts';
import { createPreviewHandler } from '../../lambdas/handlers/preview.ts';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { TOKEN_LENGTH } from '../../lambdas/subscribers/tokens.ts';
import { aShow, anEpisode, NOW, PUBLIC_URL, recentEpisodes } from './builders.ts';
import { readMessage } from './reading.ts';

const EDITOR = EmailAddress.parse('editor@deeptime.example');

const draft = (): Episode => {
  const { publishedAt: _publishedAt, ...rest } = anEpisode();
  return { ...rest, status: 'draft' };
};

const system = (given: { episode?: Episode; results?: SendResult[] } = {}) => {
  const mails: OutgoingMessage[] = [];
  const results = [...(given.results ?? [])];
  const catalog: Pick<Catalog, 'show' | 'episode' | 'publishedBefore'> = {
    show: async (showId) =>
      showId === 'deep-time' ? { kind: 'found', value: aShow() } : { kind: 'missing' },
    episode: async (_show, episodeId) =>
      episodeId === 'reading-ice' ? { kind: 'found', value: given.episode ?? draft() } : { kind: 'missing' },
    publishedBefore: async () => recentEpisodes(),
  };
  return {
    mails,
    deps: {
      publicUrl: PUBLIC_URL,
      renderer: createRenderer(),
      catalog,
      mailer: {
        send: async (message: OutgoingMessage): Promise<SendResult> => {
          mails.push(message);
          return results.shift() ?? { kind: 'accepted', messageId: 'm' };
        },
      },
      clock: { now: () => NOW, sleep: async () => undefined },
    },
  };
};

const request = (to: readonly EmailAddress[] = [EDITOR]) => ({
  showId: ShowId.parse('deep-time'),
  episodeId: EpisodeId.parse('reading-ice'),
  to,
});

describe('a preview', () => {
  it('goes to the people named, one message each, and says what it is', async () => {
    const { deps, mails } = system();
    const host = EmailAddress.parse('host@deeptime.example');
    const sent = await sendPreview(deps, request([EDITOR, host]));
    expect(mails.map(({ to }) => to)).toEqual([EDITOR, host]);
    expect(sent.sent.map(({ result }) => result.kind)).toEqual(['accepted', 'accepted']);
    const mail = await readMessage(mails[0]?.bytes ?? new Uint8Array());
    expect(mail.parsed.subject).toBe(`[Preview] ${anEpisode().title}`);
    expect(mail.parsed.to).toEqual([{ address: EDITOR, name: '' }]);
    expect(mail.html).toContain('This is a preview.');
    expect(mail.text).toMatch(/^This is a preview\./);
    expect(mails[0]?.tags).toEqual({ kind: 'preview' });
  });

  it('lists above the email what the preflight found', async () => {
    const { deps, mails } = system({ episode: { ...draft(), title: 'THE OLDEST ICE ON EARTH' } });
    const { findings } = await sendPreview(deps, request());
    expect(findings.map(({ code }) => code)).toEqual(['capitals']);
    const mail = await readMessage(mails[0]?.bytes ?? new Uint8Array());
    expect(mail.html).toContain('Warning: the subject shouts');
    expect(mail.text).toContain('* Warning: the subject shouts');
  });

  it('has links that change nothing: their tokens were never signed', async () => {
    const { deps, mails } = system();
    await sendPreview(deps, request());
    const mail = await readMessage(mails[0]?.bytes ?? new Uint8Array());
    expect(PREVIEW_TOKEN).toHaveLength(TOKEN_LENGTH);
    expect(mail.html).toContain(`${PUBLIC_URL}/s/deep-time/unsubscribe/${PREVIEW_TOKEN}`);
    expect(mail.header('List-Unsubscribe')[0]).toBe(
      `<${PUBLIC_URL}/s/deep-time/unsubscribe/${PREVIEW_TOKEN}>`,
    );
  });

  it('is otherwise the email that will go out', async () => {
    const { deps, mails } = system();
    await sendPreview(deps, request());
    const { html } = await readMessage(mails[0]?.bytes ?? new Uint8Array());
    const { createComposer } = await import('../../lambdas/email/composer.ts');
    const { personalise } = await import('../../lambdas/email/personalise.ts');
    const { message } = await createComposer({ publicUrl: PUBLIC_URL, now: () => NOW })(
      aShow(),
      anEpisode({ publishedAt: new Date(NOW).toISOString() }),
      recentEpisodes(),
    );
    const final = await readMessage(
      personalise(message, { to: EDITOR, unsubscribeToken: PREVIEW_TOKEN, preferencesToken: PREVIEW_TOKEN }),
    );
    const from = (text: string): string => text.slice(text.indexOf('class="card"'));
    expect(from(html)).toBe(from(final.html));
  });

  it('goes to nobody the show does not name, and then to none of them', async () => {
    const { deps, mails } = system();
    const stranger = EmailAddress.parse('somebody@elsewhere.example');
    await expect(sendPreview(deps, request([EDITOR, stranger]))).rejects.toMatchObject({
      code: 'PreviewRefused',
      message: expect.stringContaining('somebody@elsewhere.example is not among the previewRecipients'),
    });
    expect(mails).toEqual([]);
  });

  it('goes once to somebody who is named twice', async () => {
    const { deps, mails } = system();
    await sendPreview(deps, request([EDITOR, EmailAddress.parse('Editor@deeptime.example'), EDITOR]));
    expect(mails).toHaveLength(1);
  });

  it('knows a recipient whatever the case of the letters', async () => {
    const { deps, mails } = system();
    await sendPreview(deps, request([EmailAddress.parse('Editor@DeepTime.example')]));
    expect(mails).toHaveLength(1);
  });

  it('tries again what SES put off, and nothing that may have left', async () => {
    const put = system({ results: [{ kind: 'throttled' }, { kind: 'not sent', reason: 'refused' }] });
    expect((await sendPreview(put.deps, request())).sent[0]?.result.kind).toBe('accepted');
    expect(put.mails).toHaveLength(3);
    const lost = system({ results: [{ kind: 'unknown', cause: 'connection', reason: 'reset' }] });
    expect((await sendPreview(lost.deps, request())).sent[0]?.result.kind).toBe('unknown');
    expect(lost.mails).toHaveLength(1);
  });

  it('as a function: answers what is wrong with the request instead of failing', async () => {
    const { deps } = system();
    const handler = createPreviewHandler({ send: (asked) => sendPreview(deps, asked) });
    expect(await handler({ showId: 'deep-time', episodeId: 'reading-ice', to: [EDITOR] })).toMatchObject({
      kind: 'sent',
      subject: `[Preview] ${anEpisode().title}`,
    });
    expect(await handler({ showId: 'deep-time', episodeId: 'reading-ice', to: [] })).toMatchObject({
      kind: 'refused',
      code: 'Usage',
      faults: [{ field: 'to', rule: 'name at least one address' }],
    });
    expect(await handler({ showId: 'deep-time', episodeId: 'nowhere', to: [EDITOR] })).toMatchObject({
      kind: 'refused',
      code: 'EpisodeNotFound',
    });
  });
});
