import { isIPv6 } from 'node:net';
import { type EmailAddress, normalised } from './address.ts';
import { hmac } from './hmac.ts';
import type { Keys } from './tokens.ts';

/** Names a mailbox in the limits, across shows, without holding its address. */
export const mailboxHash = (keys: Keys, address: EmailAddress): string =>
  keyed(keys, 'mailbox', mailboxOf(address));

/** Names a network source in limits and consent records, without holding it. */
export const sourceHash = (keys: Keys, source: string): string => keyed(keys, 'source', networkOf(source));

const keyed = (keys: Keys, purpose: string, value: string): string =>
  hmac(keys.identity).update(`${purpose}\0${value}`).digest('hex').slice(0, 32);

/**
 * ada+1@, ada+2@ and, at Gmail, a.d.a@ fill one mailbox, so they share its limits. Only the limits fold them:
 * as subscribers they are different addresses.
 */
const mailboxOf = (address: EmailAddress): string => {
  const [local = '', domain = ''] = normalised(address).split('@');
  const untagged = local.split('+')[0] ?? local;
  return domain === 'gmail.com' || domain === 'googlemail.com'
    ? `${untagged.replaceAll('.', '')}@gmail.com`
    : `${untagged === '' ? local : untagged}@${domain}`;
};

/** One customer holds a whole IPv6 /64 (RFC 6177): counting single addresses would count nothing. */
const networkOf = (source: string): string => {
  if (!isIPv6(source)) return source;
  const [head = '', tail] = source.toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
};
