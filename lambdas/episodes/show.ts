import { z } from 'zod';
import { ShowId } from '../ids.ts';
import { EmailAddress } from '../subscribers/address.ts';
import { httpsUrl, link, list, text } from './fields.ts';

/** The languages whose fixed words the emails and pages have. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'uk', 'ja', 'he', 'ar'] as const;
export const Language = z.enum(LANGUAGES, { error: `must be one of ${LANGUAGES.join(', ')}` });
export type Language = z.infer<typeof Language>;

const timeZone = z
  .string()
  .refine((zone) => isTimeZone(zone), 'must be an IANA time zone, e.g. "Europe/London"');

const isTimeZone = (zone: string): boolean => {
  if (knownZones.has(zone)) return true;
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  knownZones.add(zone);
  return true;
};
/** Asking Intl takes longer than all the rest of a show's parsing, and every page and mail parses one. */
const knownZones = new Set<string>();

const httpsOrigin = httpsUrl.refine(
  (value) => URL.parse(value)?.origin === value,
  'must be an origin without a path, e.g. "https://example.com"',
);

const Feed = z.strictObject({
  url: httpsUrl,
  /** What a new item becomes: a draft, a schedule after the grace time (with a preview first), or a publish. */
  newItems: z.enum(['draft', 'schedule', 'publish']).default('draft'),
  /** At least: the sweep that publishes then comes every five minutes. */
  graceMinutes: z.int().min(1).max(10_080).default(60),
});

/** A podcast or newsletter with its own sender, brand and subscribers. */
export const Show = z.strictObject({
  showId: ShowId,
  name: text(100),
  sender: z.strictObject({ name: text(100), address: EmailAddress }),
  replyTo: EmailAddress.optional(),
  /** Where "unsubscribe by mail" goes; its replies must be read by somebody. */
  unsubscribeAddress: EmailAddress.optional(),
  website: httpsUrl,
  postalAddress: text(300).optional(),
  language: Language.default('en'),
  timeZone: timeZone.default('UTC'),
  brand: z
    .strictObject({
      colour: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour as six hex digits, e.g. "#1a6b5c"')
        .default('#1f4e79'),
      logo: z.strictObject({ url: httpsUrl, alt: text(200) }).optional(),
    })
    .default({ colour: '#1f4e79' }),
  whereToListen: list(link, 12).default([]),
  feed: Feed.optional(),
  /** Who may be sent previews. The deployed preview function refuses everybody else. */
  previewRecipients: list(EmailAddress, 50, 'addresses').default([]),
  /** Origins from which a page may call the JSON API (CORS). */
  origins: list(httpsOrigin, 20, 'origins').default([]),
  /** Whether somebody who just confirmed is sent the latest episode, once. */
  latestEpisodeOnConfirm: z.boolean().default(false),
  signUp: z
    .strictObject({
      proofOfWork: z.boolean().default(false),
      refuseDisposable: z.boolean().default(false),
      requireMx: z.boolean().default(false),
    })
    .default({ proofOfWork: false, refuseDisposable: false, requireMx: false }),
});
export type Show = Readonly<z.infer<typeof Show>>;
