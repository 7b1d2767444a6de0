import { createHash } from 'node:crypto';
import type { Show } from '../episodes/ports.ts';
import type { Language } from '../episodes/show.ts';
import { links } from '../links.ts';
import { CONFIRMATION_TEMPLATE } from './confirmation.generated.ts';
import type { ConfirmationField } from './confirmation-fields.ts';
import { escaped } from './escaping.ts';
import { fontsOf } from './fonts.ts';
import { hours } from './formats.ts';
import type { ComposedMessage } from './message.ts';
import { mimeMessage } from './mime.ts';
import { paletteOf } from './palette.ts';
import { findSlots, placeholdersFor } from './slots.ts';
import { directionOf, WORDS } from './words/languages.ts';
import { wrapped } from './wrapping.ts';

export type Confirmation = {
  readonly publicUrl: string;
  readonly show: Show;
  /** Of the person, who may have signed up on a page in another language than the show's. */
  readonly language: Language;
  readonly lastsHours: number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

const TOKENS = ['confirmToken'] as const;
export type ConfirmationToken = (typeof TOKENS)[number];

/**
 * The mail that asks whether a sign-up was meant: nothing but that question, no list headers, no advertising. Its
 * template was compiled ahead of time, so that the web function carries neither MJML nor a template engine. Composed
 * once for everybody who is asked in one language, as an announcement is for its audience.
 */
export const composeConfirmation = async (
  confirmation: Confirmation,
): Promise<ComposedMessage<ConfirmationToken>> => {
  const { publicUrl, show, now } = confirmation;
  const placeholders = placeholdersFor(confirmation, TOKENS);
  const said = saidIn(confirmation, links(publicUrl).confirm(show.showId, placeholders.confirmToken));
  const bytes = await mimeMessage({
    show,
    to: placeholders.to,
    subject: said.subject,
    text: textOf(said, confirmation.language),
    html: htmlOf(said, confirmation),
    // RFC 3834: no out-of-office answers this.
    headers: { 'Auto-Submitted': 'auto-generated' },
    id: createHash('sha256').update(placeholders.to).digest('hex'),
    now,
  });
  return { bytes, slots: findSlots(bytes, placeholders, TOKENS), source: show.sender.address };
};

type Said = Readonly<
  Record<'subject' | 'heading' | 'request' | 'action' | 'confirmUrl' | 'address' | 'ifNot' | 'sender', string>
>;

const saidIn = ({ show, language, lastsHours }: Confirmation, confirmUrl: string): Said => {
  const words = WORDS[language];
  return {
    subject: words.confirmSubject(show.name),
    heading: words.confirmHeading,
    request: words.confirmRequest(show.name),
    action: words.confirmButton,
    confirmUrl,
    address: words.confirmAddress,
    ifNot: sentences(
      language,
      words.confirmExpiry(hours(lastsHours * 3_600_000, language)),
      words.confirmIgnore,
    ),
    sender: show.postalAddress ?? show.name,
  };
};

/** Japanese puts no space between sentences. */
const sentences = (language: Language, ...parts: readonly string[]): string =>
  parts.join(language === 'ja' ? '' : ' ');

const textOf = (said: Said, language: Language): string =>
  `${[
    wrapped(said.heading),
    wrapped(said.request),
    `${wrapped(`${said.action}${WORDS[language].colon}`)}\n${said.confirmUrl}`,
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
  { show, language }: Confirmation,
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
  };
};
