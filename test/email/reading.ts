import PostalMime, { type Email } from 'postal-mime';
import { createComposer } from '../../lambdas/email/composer.ts';
import { composeConfirmation } from '../../lambdas/email/confirmation.ts';
import type { Personal } from '../../lambdas/email/message.ts';
import { personalise } from '../../lambdas/email/personalise.ts';
import type { EpisodeSummary, PublishedEpisode, Show } from '../../lambdas/episodes/ports.ts';
import type { Language } from '../../lambdas/episodes/show.ts';
import { TOKEN_LENGTH } from '../../lambdas/subscribers/tokens.ts';
import { aPerson, aShow, anEpisode, NOW, PUBLIC_URL, recentEpisodes } from './builders.ts';

export const composer = createComposer({ publicUrl: PUBLIC_URL, now: () => NOW });

/** A message as it goes out, and as postal-mime, which shares no code with what made it, reads it. */
export type ReadMessage = {
  readonly bytes: Uint8Array;
  /** One character for each octet. */
  readonly raw: string;
  readonly parsed: Email;
  readonly html: string;
  readonly text: string;
  readonly page: string;
  /** Raw header lines, unfolded, by lower-case name. */
  header(name: string): readonly string[];
};

export const readMessage = async (bytes: Uint8Array, page = ''): Promise<ReadMessage> => {
  const raw = Buffer.from(bytes).toString('latin1');
  const parsed = await PostalMime.parse(bytes);
  const lines = raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  return {
    bytes,
    raw,
    parsed,
    html: parsed.html ?? '',
    text: parsed.text ?? '',
    page,
    header: (name) =>
      lines
        .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
        .map((line) => line.slice(name.length + 1).trim()),
  };
};

export const announced = async (
  given: {
    readonly show?: Show;
    readonly episode?: PublishedEpisode;
    readonly recent?: readonly EpisodeSummary[];
    readonly person?: Personal;
  } = {},
): Promise<ReadMessage> => {
  const content = await composer(
    given.show ?? aShow(),
    given.episode ?? anEpisode(),
    given.recent ?? recentEpisodes(),
  );
  return readMessage(personalise(content.message, given.person ?? aPerson()), content.page);
};

/** The mail that asks whether a sign-up was meant, as it goes out. */
export const asked = async (
  given: { readonly show?: Show; readonly language?: Language } = {},
): Promise<ReadMessage> => {
  const { show = aShow(), language = 'en' } = given;
  const about = { publicUrl: PUBLIC_URL, show, language, lastsHours: 48, now: NOW };
  const confirmToken = 't'.repeat(TOKEN_LENGTH);
  return readMessage(personalise(await composeConfirmation(about), { to: aPerson().to, confirmToken }));
};
