import { z } from 'zod';
import type { OutgoingMessage, SendResult } from '../announcements/ports.ts';

/** The parts of an error of the SDK or of Node that tell what became of a message. */
const Failure = z.object({
  name: z.string().catch('Error'),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  syscall: z.string().optional().catch(undefined),
  errors: z
    .array(z.object({ syscall: z.string() }))
    .optional()
    .catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
});
type Failure = z.infer<typeof Failure>;

/**
 * What a failed SendRawEmail means for its recipient. In doubt it is `unknown`, which is never sent again by
 * itself. `left`: the request was given to the network, as far as one can know.
 */
export const resultOfFailure = (
  error: unknown,
  message: Pick<OutgoingMessage, 'source' | 'to'>,
  left: boolean,
): SendResult => {
  const failure = Failure.parse(error instanceof Error ? error : { message: String(error) });
  const status = failure.$metadata?.httpStatusCode;
  const reason = reasonOf(failure, status, message.source);
  if (status !== undefined && status >= 500) return { kind: 'unknown', cause: 'server-error', reason };
  if (status !== undefined && status >= 400) return resultOfAnswer(failure, status, message, reason);
  // Credentials, region or the request itself: nothing was sent, and sending more would fail alike.
  if (!left) return { kind: 'fault', code: failure.name, reason };
  if (isBeforeConnection(failure)) return { kind: 'not sent', reason };
  return { kind: 'unknown', cause: 'connection', reason };
};

/** The answer was no (HTTP 4xx), so nobody has taken the message. */
const resultOfAnswer = (
  { name, message: text }: Failure,
  status: number,
  message: Pick<OutgoingMessage, 'source' | 'to'>,
  reason: string,
): SendResult => {
  // The same codes come with this suffix and without it.
  const code = name.replace(/Exception$/, '');
  if (SERVER_ERRORS.has(code)) return { kind: 'unknown', cause: 'server-error', reason };
  if (status === 429 || THROTTLING.has(code))
    return DAILY.test(text) ? { kind: 'daily quota spent' } : { kind: 'throttled' };
  if (status === 408 || TIME_OUTS.has(code) || (code === 'SignatureDoesNotMatch' && SKEW.test(text)))
    return { kind: 'not sent', reason };
  if (code !== 'MessageRejected' && code !== 'InvalidParameterValue')
    return { kind: 'fault', code: name, reason };
  if (isAboutRecipient(text, message)) return { kind: 'rejected', reason };
  const known = ABOUT_THE_SENDER.test(text) || text.toLowerCase().includes(message.source.toLowerCase());
  return { kind: 'fault', code: name, reason, ...(known ? {} : { perhapsRecipient: true }) };
};

/** https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html and the SDK's own list. */
const THROTTLING = new Set([
  'Throttling',
  'TooManyRequests',
  'RequestLimitExceeded',
  'RequestThrottled',
  'LimitExceeded',
]);
const DAILY = /daily|24.hour/i;

/** Whatever their status says, these say that the other side does not know what it did. */
const SERVER_ERRORS = new Set(['InternalFailure', 'InternalError', 'ServiceUnavailable']);

/** The request did not come whole, or not in time. The SDK corrects its clock from the answer. */
const TIME_OUTS = new Set(['RequestTimeout', 'RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed']);
const SKEW = /signature (?:expired|not yet current)/i;

/**
 * SES tells faults of an address from faults of the sender, the account or the message only in its text
 * (https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html). A text that is not known is
 * taken for a fault: a pause loses nobody, a rejection for everybody would.
 */
const isAboutRecipient = (text: string, { to, source }: Pick<OutgoingMessage, 'source' | 'to'>): boolean => {
  const unverified = /identities failed the check in region [^:]*:(.*)/is.exec(text)?.[1];
  if (unverified !== undefined)
    return unverified.split(',').every((identity) => isIdentityOf(identity.trim().toLowerCase(), to));
  if (text.toLowerCase().includes(source.toLowerCase())) return false;
  return text.toLowerCase().includes(to.toLowerCase()) || ABOUT_AN_ADDRESS.test(text);
};

const ABOUT_THE_SENDER = /identities failed the check|paused|disabled|duplicate header/i;

const isIdentityOf = (identity: string, to: string): boolean =>
  identity === to.toLowerCase() || identity === to.slice(to.lastIndexOf('@') + 1).toLowerCase();

const ABOUT_AN_ADDRESS =
  /blacklisted|suppression list|illegal address|invalid (e-?mail )?address|local (address|part)|domain (name )?(contains|starts|ends)|missing (final )?'?@/i;

/** Nothing had been written yet: no name, no connection, or no secure one. */
const isBeforeConnection = ({ code = '', syscall, errors, message }: Failure): boolean =>
  syscall === 'connect' ||
  syscall === 'getaddrinfo' ||
  (errors !== undefined && errors.length > 0 && errors.every((each) => each.syscall === 'connect')) ||
  /did not establish a connection|before secure TLS connection was established/.test(message) ||
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_)/.test(code) ||
  /SSL routines:.*(?:wrong version number|unsupported protocol|handshake failure)/i.test(message);

/** Kept beside each ledger and on the announcement, in a row that holds 400 KB. */
const LONGEST_REASON = 500;

const reasonOf = ({ name, message }: Failure, status: number | undefined, source: string): string => {
  const said =
    name === 'Unknown' && status !== undefined
      ? `HTTP ${status}, in a form that SES does not use: something between here and SES answered`
      : `${name}: ${message}`;
  return withoutAddresses(said, source).slice(0, LONGEST_REASON);
};

/** Addresses stand in the subscriber's row alone: reasons are kept beside the ledger and logged. */
const withoutAddresses = (text: string, source: string): string =>
  text.replaceAll(/[^\s<>,;:"'()]+@[^\s<>,;:"'()]+/g, (found) => (found === source ? found : '<address>'));
