import type { AnnouncementStore, Clock, Log } from '../announcements/ports.ts';
import type { LatestSent } from '../announcements/latecomer.ts';
import type { Catalog } from '../episodes/ports.ts';
import type { Show } from '../episodes/show.ts';
import type { SubscriberId } from '../ids.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import type { ConfirmationMailer } from '../subscribers/confirmation-mail.ts';
import type { Limits, SubscriberStore } from '../subscribers/ports.ts';
import type { Keys } from '../subscribers/tokens.ts';
import type { MailServers } from './mail-servers.ts';

/** Everything the pages and the API stand on. */
export type WebPorts = {
  /** Origin of the pages, without a slash at its end. */
  readonly publicUrl: string;
  readonly keys: Keys;
  readonly catalog: Catalog;
  readonly subscribers: SubscriberStore;
  readonly limits: Limits;
  readonly announcements: Pick<AnnouncementStore, 'read' | 'content'>;
  readonly confirmations: ConfirmationMailer;
  /** For somebody who has just confirmed: whether to send, and that it is sent once, is decided there. */
  readonly sendLatest: (
    show: Show,
    person: { readonly subscriberId: SubscriberId; readonly address: EmailAddress },
  ) => Promise<LatestSent>;
  /** Asked only for shows that want it. */
  readonly mailServers: MailServers;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: WebSettings;
};

export type WebSettings = {
  /** Sign-ups that one network source may make in an hour. A school or an office shares one. Infinity: not counted. */
  readonly signUpsPerSourceHourly: number;
  /** A person needs longer than this to fill the form in; a robot does not. */
  readonly formSeconds: number;
  /** Every sign-up is answered after a whole multiple of this, so that the time tells nothing. */
  readonly answerMilliseconds: number;
};

export const WEB_SETTINGS: WebSettings = {
  signUpsPerSourceHourly: 60,
  formSeconds: 2,
  answerMilliseconds: 600,
};
