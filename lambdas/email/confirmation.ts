import { createHash } from 'node:crypto';
import type { Show } from '../episodes/ports.ts';
import type { Language } from '../episodes/show.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import { CONFIRMATION_TEMPLATE } from './confirmation.generated.ts';
import type { ConfirmationField } from './confirmation-fields.ts';
import { escaped } from './escaping.ts';
import { fontsOf } from './fonts.ts';
import { hours } from './formats.ts';
import { mimeMessage } from './mime.ts';
import { paletteOf } from './palette.ts';
import { directionOf, WORDS } from './words/languages.ts';
import { wrapped } from './wrapping.ts';

export type Confirmation = {
  readonly show: Show;
  readonly to: EmailAddress;
  /** Of the person, who may have signed up on a page in another language than the show's. */
  readonly language: Language;
  readonly confirmUrl: string;
  /** Milliseconds since 1970, both. */
  readonly expiresAt: number;
  readonly now: number;
};

/**
 * The mail that asks whether a sign-up was meant: nothing but that question, no list headers, no advertising. Its
 * template was compiled ahead of time, so that the web function carries neither MJML nor a template engine.
 */
export const composeConfirmation = async (
  confirmation: Confirmation,
): Promise<{ readonly bytes: Uint8Array; readonly source: string }> => {
  const { show, to, now } = confirmation;
  const said = saidIn(confirmation);
  const bytes = await mimeMessage({
    show,
    to,
    subject: said.subject,
    text: textOf(said, confirmation),
    html: htmlOf(said, confirmation),
    // RFC 3834: no out-of-office answers this.
    headers: { 'Auto-Submitted': 'auto-generated' },
    id: createHash('sha256').update(`${to}\0${confirmation.confirmUrl}`).digest('hex'),
    now,
  });
  return { bytes, source: show.sender.address };
};

type Said = Readonly<
  Record<'subject' | 'heading' | 'request' | 'action' | 'address' | 'ifNot' | 'sender', string>
>;

const saidIn = ({ show, language, expiresAt, now }: Confirmation): Said => {
  const words = WORDS[language];
  return {
    subject: words.confirmSubject(show.name),
    heading: words.confirmHeading,
    request: words.confirmRequest(show.name),
    action: words.confirmButton,
    address: words.confirmAddress,
    ifNot: sentences(language, words.confirmExpiry(hours(expiresAt - now, language)), words.confirmIgnore),
    sender: show.postalAddress ?? show.name,
  };
};

/** Japanese puts no space between sentences. */
const sentences = (language: Language, ...parts: readonly string[]): string =>
  parts.join(language === 'ja' ? '' : ' ');

const textOf = (said: Said, { confirmUrl, language }: Confirmation): string =>
  `${[
    wrapped(said.heading),
    wrapped(said.request),
    `${wrapped(`${said.action}${WORDS[language].colon}`)}\n${confirmUrl}`,
    wrapped(said.ifNot),
    `-- \n${wrapped(said.sender)}`,
  ].join('\n\n')}\n`;

const htmlOf = (said: Said, confirmation: Confirmation): string => {
  const values = fieldValues(said, confirmation);
  return CONFIRMATION_TEMPLATE[directionOf(confirmation.language)]
    .map((part) => (typeof part === 'string' ? part : escaped(values[part.field])))
    .join('');
};

const fieldValues = (
  said: Said,
  { show, language, confirmUrl }: Confirmation,
): Readonly<Record<ConfirmationField, string>> => {
  const fonts = fontsOf(language);
  return {
    ...said,
    ...paletteOf(show.brand.colour),
    lang: language,
    bodyFont: fonts.body,
    headingFont: fonts.heading,
    showName: show.name,
    website: show.website,
    confirmUrl,
  };
};
