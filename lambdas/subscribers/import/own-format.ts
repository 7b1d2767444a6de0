import { parse } from '../../faults.ts';
import type { ShowId, SubscriberId } from '../../ids.ts';
import { EmailAddress } from '../address.ts';
import { Subscriber } from '../subscriber.ts';
import { columnKey } from './formats.ts';

/** The columns of our own export, in order: everything a row holds except what follows from show and address. */
export const OWN_COLUMNS = [
  'email',
  'status',
  'language',
  'created_at',
  'confirmed_at',
  'consent_source',
  'signed_up_at',
  'consent_source_hash',
  'paused_until',
  'left_at',
  'left_by',
  'left_reason',
  'suppressed_at',
  'suppressed_by',
  'requested_at',
  'request_source',
  'expires_at',
] as const;
type OwnColumn = (typeof OWN_COLUMNS)[number];

export const isOwnFormat = (header: readonly string[]): boolean => {
  const keys = header.map(columnKey);
  return OWN_COLUMNS.every((column) => keys.includes(column));
};

/** One line of the export. Read in again, it gives the same subscriber. */
export const ownRowOf = (subscriber: Subscriber): readonly string[] => {
  const consent = 'consent' in subscriber ? subscriber.consent : undefined;
  const request = 'request' in subscriber ? subscriber.request : undefined;
  const left = subscriber.status === 'unsubscribed' ? subscriber : undefined;
  const suppressed = subscriber.status === 'suppressed' ? subscriber : undefined;
  const values: Record<OwnColumn, string | undefined> = {
    email: subscriber.address,
    status: subscriber.status,
    language: subscriber.language,
    created_at: subscriber.createdAt,
    confirmed_at: consent?.confirmedAt,
    consent_source: consent?.source,
    signed_up_at: consent?.signedUpAt,
    consent_source_hash: consent?.sourceHash,
    paused_until: subscriber.status === 'confirmed' ? subscriber.pausedUntil : undefined,
    left_at: left?.leftAt,
    left_by: left?.leftBy,
    left_reason: left?.reason,
    suppressed_at: suppressed?.suppressedAt,
    suppressed_by: suppressed?.suppressedBy,
    requested_at: request?.requestedAt,
    request_source: request?.source,
    expires_at: subscriber.status === 'pending' ? subscriber.expiresAt : undefined,
  };
  return OWN_COLUMNS.map((column) => guarded(values[column] ?? ''));
};

/**
 * A spreadsheet takes a cell that begins with one of these for a formula, and a reason for leaving is written by
 * anybody (https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe before it makes it text.
 */
const FORMULA = /^[=+\-@\t\r']/;
const guarded = (value: string): string => (FORMULA.test(value) ? `'${value}` : value);
const unguarded = (value: string): string => (value.startsWith("'") ? value.slice(1) : value);

export type OwnReading =
  | { readonly kind: 'subscriber'; readonly subscriber: Subscriber }
  | { readonly kind: 'bad'; readonly reason: string };

/** Reads a line of our own export, for a show that may be another than the one it came from. */
export const readOwnRow = (
  header: readonly string[],
  values: readonly string[],
  showId: ShowId,
  identify: (address: EmailAddress) => SubscriberId,
): OwnReading => {
  const keys = header.map(columnKey);
  const value = (column: OwnColumn): string | undefined => {
    const text = unguarded(values[keys.indexOf(column)] ?? '');
    return text === '' ? undefined : text;
  };
  const address = EmailAddress.safeParse(value('email'));
  if (!address.success)
    return { kind: 'bad', reason: 'what stands in the column email is not an email address' };
  const read = parse(
    Subscriber,
    withoutMissing({
      showId,
      subscriberId: identify(address.data),
      address: address.data,
      status: value('status'),
      language: value('language'),
      createdAt: value('created_at'),
      pausedUntil: value('paused_until'),
      leftAt: value('left_at'),
      leftBy: value('left_by'),
      reason: value('left_reason'),
      suppressedAt: value('suppressed_at'),
      suppressedBy: value('suppressed_by'),
      expiresAt: value('expires_at'),
      consent: orNothing({
        confirmedAt: value('confirmed_at'),
        source: value('consent_source'),
        signedUpAt: value('signed_up_at'),
        sourceHash: value('consent_source_hash'),
      }),
      request: orNothing({ requestedAt: value('requested_at'), source: value('request_source') }),
    }),
  );
  if (read.ok) return { kind: 'subscriber', subscriber: read.value };
  return { kind: 'bad', reason: read.faults.map(({ field, rule }) => `${field}: ${rule}`).join('; ') };
};

const withoutMissing = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const orNothing = (record: object): object | undefined => {
  const present = withoutMissing(record);
  return Object.keys(present).length === 0 ? undefined : present;
};
