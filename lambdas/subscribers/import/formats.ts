/** What a person was in the system they come from. Only `active` people can be mailed here. */
export const STANDINGS = ['active', 'unconfirmed', 'left', 'suppressed'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a column can hold for us. Everything else in a file is left unread. */
export const MEANINGS = [
  'email',
  'status',
  'language',
  'signed-up-at',
  'confirmed-at',
  'left-at',
  'left-reason',
  'suppressed-at',
] as const;
export type Meaning = (typeof MEANINGS)[number];

export type Format = {
  /** As its makers write it. */
  readonly name: string;
  /** A file is of this format if it has one column of each list. Columns are compared as columnKey() gives them. */
  readonly signature: readonly (readonly string[])[];
  /** The columns of each meaning; the first one the file has is read. */
  readonly columns: Readonly<Partial<Record<Meaning, readonly string[]>>>;
  /** What the values of its status column mean. Without a status column everybody is active. */
  readonly statuses: Readonly<Record<string, Standing>>;
  /**
   * Whether a date of leaving or bouncing counts though the status says active. Systems that keep the date of
   * somebody who came back say so in the status; of other files nobody knows, and nobody is mailed by mistake.
   */
  readonly endingsCount?: true;
  /** What is not in its exports and somebody who imports one must know. */
  readonly caution?: string;
};

/** `Email Address`, `email_address` and `E-Mail` are spelled alike before they are compared. */
export const columnKey = (column: string): string =>
  column
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/^e_mail/, 'email');

const EMAIL = ['email', 'email_address', 'mail'];

/** A spreadsheet writes TRUE for true, and people who edit a list 1 or yes. */
const yesOrNo = (yes: Standing, no: Standing): Readonly<Record<string, Standing>> => ({
  true: yes,
  yes,
  1: yes,
  false: no,
  no,
  0: no,
});

/** In the order in which they are tried: the most telling columns first. */
export const FORMATS: readonly Format[] = [
  {
    // The audience export is one file for each of subscribed, unsubscribed, cleaned and nonsubscribed contacts,
    // told apart by UNSUB_TIME and CLEAN_TIME.
    name: 'Mailchimp',
    signature: [EMAIL, ['leid', 'member_rating'], ['optin_time', 'euid']],
    endingsCount: true,
    columns: {
      email: EMAIL,
      status: ['status'],
      'signed-up-at': ['optin_time'],
      'confirmed-at': ['confirm_time'],
      'left-at': ['unsub_time'],
      'left-reason': ['unsub_reason_other', 'unsub_reason'],
      'suppressed-at': ['clean_time'],
    },
    statuses: {
      subscribed: 'active',
      pending: 'unconfirmed',
      unsubscribed: 'left',
      cleaned: 'suppressed',
      // Bought something and never asked for mail.
      transactional: 'left',
      nonsubscribed: 'left',
      non_subscribed: 'left',
      archived: 'left',
    },
  },
  {
    name: 'Substack',
    signature: [EMAIL, ['email_disabled']],
    columns: { email: EMAIL, status: ['email_disabled'], 'signed-up-at': ['created_at'] },
    statuses: yesOrNo('left', 'active'),
  },
  {
    name: 'Ghost',
    signature: [EMAIL, ['subscribed_to_emails']],
    columns: { email: EMAIL, status: ['subscribed_to_emails'], 'signed-up-at': ['created_at'] },
    statuses: { ...yesOrNo('active', 'left'), '': 'left' },
  },
  {
    name: 'listmonk',
    signature: [['uuid'], EMAIL, ['attributes', 'attribs'], ['status']],
    columns: { email: EMAIL, status: ['status'], 'signed-up-at': ['created_at'] },
    statuses: { enabled: 'active', disabled: 'left', blocklisted: 'suppressed', blacklisted: 'suppressed' },
    caution:
      "listmonk's export does not say who left a single list: export with that list and the subscription status " +
      '"confirmed" chosen, or people who left it come in as active',
  },
  {
    name: 'Buttondown',
    signature: [EMAIL, ['subscriber_type', 'secondary_id', 'creation_date']],
    columns: {
      email: EMAIL,
      status: ['subscriber_type', 'type'],
      'signed-up-at': ['creation_date', 'created_at'],
      'left-at': ['unsubscription_date', 'unsubscribed_at'],
      'left-reason': ['unsubscription_reason'],
      'suppressed-at': ['undeliverability_date'],
    },
    statuses: {
      regular: 'active',
      premium: 'active',
      gifted: 'active',
      trialed: 'active',
      churning: 'active',
      churned: 'active',
      past_due: 'active',
      upcoming: 'active',
      unpaid: 'active',
      page_viewer: 'left',
      unactivated: 'unconfirmed',
      unsubscribed: 'left',
      removed: 'left',
      paused: 'left',
      spammy: 'suppressed',
      blocked: 'suppressed',
      complained: 'suppressed',
      undeliverable: 'suppressed',
      disabled: 'suppressed',
    },
  },
  {
    name: 'beehiiv',
    signature: [
      EMAIL,
      ['status', 'subscription_status'],
      ['subscription_tier', 'tier', 'referral_code', 'acquisition_source', 'subscription_premium_tier_names'],
    ],
    columns: {
      email: EMAIL,
      status: ['status', 'subscription_status'],
      'signed-up-at': ['created_at', 'created', 'subscribed_at', 'subscribe_date'],
      'left-at': ['unsubscribed_at'],
    },
    statuses: {
      active: 'active',
      // Has not clicked the confirmation, or waits for approval.
      pending: 'unconfirmed',
      validating: 'unconfirmed',
      needs_attention: 'unconfirmed',
      needs_approval: 'unconfirmed',
      inactive: 'left',
      unsubscribed: 'left',
      paused: 'left',
      invalid: 'suppressed',
    },
  },
];

/** Columns in which yes is somebody to mail. */
const SUBSCRIBED = [
  'subscribed',
  'is_subscribed',
  'subscribed_to_emails',
  'opted_in',
  'opt_in',
  'active',
  'is_active',
];

/** Any other file: a column for the address, the rest by the names people give such columns. */
export const PLAIN: Format = {
  name: 'plain',
  signature: [[...EMAIL, 'address']],
  endingsCount: true,
  columns: {
    // What is no address of a mailbox makes a faulty line.
    email: [...EMAIL, 'address'],
    status: ['status', 'subscription_status', 'subscriber_status', 'email_status', ...SUBSCRIBED],
    language: ['language', 'lang', 'locale'],
    'signed-up-at': ['signed_up_at', 'subscribed_at', 'created_at'],
    'confirmed-at': ['confirmed_at'],
    'left-at': ['unsubscribed_at', 'unsubscribed_date', 'unsubscribe_date', 'unsub_time', 'left_at'],
    'left-reason': ['reason'],
    'suppressed-at': ['bounced_at', 'bounce_date', 'complained_at', 'clean_time'],
  },
  statuses: {
    ...yesOrNo('active', 'left'),
    opted_in: 'active',
    opted_out: 'left',
    opt_out: 'left',
    removed: 'left',
    deleted: 'left',
    cancelled: 'left',
    canceled: 'left',
    bounce: 'suppressed',
    hard_bounce: 'suppressed',
    hard_bounced: 'suppressed',
    complaint: 'suppressed',
    spam: 'suppressed',
    blocked: 'suppressed',
    blocklisted: 'suppressed',
    invalid: 'suppressed',
    active: 'active',
    subscribed: 'active',
    confirmed: 'active',
    pending: 'unconfirmed',
    unconfirmed: 'unconfirmed',
    unsubscribed: 'left',
    inactive: 'left',
    bounced: 'suppressed',
    cleaned: 'suppressed',
    complained: 'suppressed',
    suppressed: 'suppressed',
  },
};
