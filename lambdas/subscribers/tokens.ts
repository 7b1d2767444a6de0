import { timingSafeEqual } from 'node:crypto';
import { type ShowId, SubscriberId } from '../ids.ts';
import { type EmailAddress, normalised } from './address.ts';
import { hmac } from './hmac.ts';

/**
 * The deployment's secrets. `identity` names people and never changes; `signing` keys rotate: the first signs,
 * all verify, and a key is found by its number, so a link signed years ago goes on working.
 */
export type Keys = {
  readonly identity: Uint8Array;
  readonly signing: readonly { readonly number: number; readonly key: Uint8Array }[];
};

export type TokenPurpose = 'confirm' | 'unsubscribe' | 'preferences';

/** 49 bytes in base64url without padding. Fixed, so that a token can be spliced into a composed message. */
export const TOKEN_LENGTH = 66;

export const subscriberIdOf = (keys: Keys, show: ShowId, address: EmailAddress): SubscriberId =>
  SubscriberId.parse(
    hmac(keys.identity)
      .update(`subscriber\0${show}\0${normalised(address)}`)
      .digest('hex')
      .slice(0, 32),
  );

/**
 * Layout: key number (1 byte), expiry in seconds since 1970 (4, zero = never), subscriber id (16),
 * HMAC-SHA256 over purpose, show and all of that, cut to 28 bytes (224 bits).
 */
export const signToken = (
  keys: Keys,
  claim: {
    readonly purpose: TokenPurpose;
    readonly show: ShowId;
    readonly subscriber: SubscriberId;
    readonly expiresAt?: number;
  },
): string => {
  const current = keys.signing[0];
  if (current === undefined) throw new Error('no signing key: the key ring is empty');
  const body = Buffer.alloc(21);
  body.writeUInt8(current.number, 0);
  body.writeUInt32BE(claim.expiresAt === undefined ? 0 : Math.floor(claim.expiresAt / 1000), 1);
  body.write(claim.subscriber, 5, 'hex');
  return Buffer.concat([body, mac(current.key, claim.purpose, claim.show, body)]).toString('base64url');
};

export type TokenReading =
  | { readonly kind: 'valid'; readonly subscriber: SubscriberId }
  | { readonly kind: 'expired'; readonly subscriber: SubscriberId }
  | { readonly kind: 'forged' };

/** Constant-time in the token's MAC. `now` in milliseconds since 1970. */
export const readToken = (
  keys: Keys,
  expected: { readonly purpose: TokenPurpose; readonly show: ShowId },
  token: string,
  now: number,
): TokenReading => {
  if (token.length !== TOKEN_LENGTH || !/^[A-Za-z0-9_-]+$/.test(token)) return { kind: 'forged' };
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 49 || bytes.toString('base64url') !== token) return { kind: 'forged' };
  const body = bytes.subarray(0, 21);
  const signing = keys.signing.find(({ number }) => number === body.readUInt8(0));
  if (signing === undefined) return { kind: 'forged' };
  if (!timingSafeEqual(mac(signing.key, expected.purpose, expected.show, body), bytes.subarray(21)))
    return { kind: 'forged' };
  const subscriber = SubscriberId.parse(body.toString('hex', 5));
  const expiry = body.readUInt32BE(1);
  return expiry !== 0 && expiry * 1000 <= now
    ? { kind: 'expired', subscriber }
    : { kind: 'valid', subscriber };
};

const mac = (key: Uint8Array, purpose: TokenPurpose, show: ShowId, body: Uint8Array): Buffer =>
  hmac(key).update(`${purpose}\0${show}\0`).update(body).digest().subarray(0, 28);
