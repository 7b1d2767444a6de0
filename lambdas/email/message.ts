import type { EmailAddress } from '../subscribers/address.ts';

/** What MJML and the text writer made of an episode, before it is a message. */
export type RenderedEmail = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};

/** What an announcement's links carry. */
export type AnnouncementToken = 'unsubscribeToken' | 'preferencesToken';

/** The values that differ from one recipient to the next. The tokens have a fixed length (TOKEN_LENGTH). */
export type Personal<Token extends string = AnnouncementToken> = {
  readonly [value in Token]: string;
} & { readonly to: EmailAddress };

/**
 * A MIME message composed once for everybody. `slots` say, in order, which bytes of `bytes` are replaced by
 * which personal value; a token may be cut by a soft line break, so a slot covers `from`..`to` of the value.
 * `to` is the whole address: its slot has no range.
 */
export type Slot<Token extends string = AnnouncementToken> =
  | { readonly value: 'to'; readonly at: number; readonly length: number }
  | { readonly value: Token; readonly at: number; readonly length: number; readonly from: number };

export type ComposedMessage<Token extends string = AnnouncementToken> = {
  readonly bytes: Uint8Array;
  readonly slots: readonly Slot<Token>[];
  /** Envelope sender for SES's `Source`: the show's address. */
  readonly source: string;
};
