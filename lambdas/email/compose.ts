import { createHash } from 'node:crypto';
import { AnnouncerError } from '../errors.ts';
import type { Show } from '../episodes/ports.ts';
import type { EpisodeId } from '../ids.ts';
import { links } from '../links.ts';
import { domainOf, phrase } from './header-text.ts';
import type { AnnouncementToken, ComposedMessage, RenderedEmail } from './message.ts';
import { mimeMessage } from './mime.ts';
import { findSlots, type Placeholders, placeholdersFor } from './slots.ts';

/** The addresses an announcement's message stands for: what its headers and its id are made of. */
export type Envelope = {
  readonly publicUrl: string;
  readonly show: Show;
  readonly episodeId: EpisodeId;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** The placeholders of one episode's message, from all that is in it. */
export const announcementPlaceholders = (content: unknown): Placeholders<AnnouncementToken> =>
  placeholdersFor(content, TOKENS);

const TOKENS = ['unsubscribeToken', 'preferencesToken'] as const;

/** One message for the whole audience, with a slot for whatever differs from one subscriber to the next. */
export const compose = async (
  rendered: RenderedEmail,
  placeholders: Placeholders<AnnouncementToken>,
  envelope: Envelope,
): Promise<ComposedMessage> => {
  const { show, now } = envelope;
  const bytes = await mimeMessage({
    ...rendered,
    show,
    to: placeholders.to,
    headers: listHeaders(envelope, placeholders),
    id: createHash('sha256').update(placeholders.to).digest('hex'),
    now,
  });
  return { bytes, slots: checkedSlots(bytes, placeholders), source: show.sender.address };
};

/** RFC 2919 and RFC 8058. Nothing in them comes from free text but the show's name, which `phrase` has made safe. */
const listHeaders = (
  { publicUrl, show, episodeId }: Envelope,
  placeholders: Placeholders<AnnouncementToken>,
): Readonly<Record<string, string>> => {
  const to = links(publicUrl);
  const leave = [
    `<${to.unsubscribe(show.showId, placeholders.unsubscribeToken)}>`,
    ...(show.unsubscribeAddress === undefined
      ? []
      : [`<mailto:${show.unsubscribeAddress}?subject=unsubscribe>`]),
  ];
  return {
    'List-Id': `${phrase(show.name)}\r\n <${show.showId}.${domainOf(show.sender.address)}>`,
    'List-Unsubscribe': leave.join(',\r\n '),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Archived-At': `<${to.episode(show.showId, episodeId)}>`,
  };
};

/** A message that cannot be made personal must not go out: nobody could leave by it. */
const checkedSlots = (
  bytes: Buffer,
  placeholders: Placeholders<AnnouncementToken>,
): ComposedMessage['slots'] => {
  const slots = findSlots(bytes, placeholders, TOKENS);
  const unsubscribes = slots.filter((slot) => slot.value === 'unsubscribeToken' && slot.from === 0);
  // The header, the text part and the HTML.
  if (unsubscribes.length < 3)
    throw new AnnouncerError(
      'TemplateInvalid',
      'the email has no unsubscribe link: use {{ urls.unsubscribe }} in the template',
    );
  return slots;
};
