import { hkdfSync } from 'node:crypto';
import { z } from 'zod';
import type { Keys } from '../subscribers/tokens.ts';

/** 256 bits, the size of the HMAC's own hash. */
const KEY_BYTES = 32;

const key = z
  .base64('must be base64')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length >= KEY_BYTES, `must be at least ${KEY_BYTES} bytes`);

const signing = z
  .array(z.strictObject({ number: z.int().min(0).max(255), key }))
  .refine((keys) => new Set(keys.map(({ number }) => number)).size === keys.length, 'numbers must differ');

/** Every key written out: `{"identity": base64, "signing": [{"number": 2, "key": base64}, ...]}`. */
const Explicit = z.strictObject({
  identity: key,
  signing: signing.min(1, 'must hold at least one key; the first signs'),
});

/**
 * As CloudFormation can make it: `{"seed": text}`, from which the identity key and signing key 1 are derived.
 * Rotating adds `"signing"`, whose keys come before the derived one: it goes on verifying.
 */
const Seeded = z.strictObject({
  // 43 letters and digits hold 256 bits.
  seed: z.string().min(43, 'must be at least 43 characters, drawn at random'),
  signing: signing.default([]),
});

export type KeyRingReading =
  | { readonly ok: true; readonly keys: Keys }
  /** Fields and rules alone: the values are secret. */
  | { readonly ok: false; readonly faults: string };

export const readKeyRing = (ring: unknown): KeyRingReading => {
  const isSeeded = typeof ring === 'object' && ring !== null && 'seed' in ring;
  const read = isSeeded ? Seeded.transform(derived).safeParse(ring) : Explicit.safeParse(ring);
  return read.success
    ? { ok: true, keys: read.data }
    : {
        ok: false,
        faults: read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
      };
};

const FIRST = 1;

const derived = ({ seed, signing }: z.output<typeof Seeded>): Keys => ({
  identity: deriveKey(seed, 'identity'),
  signing: signing.some(({ number }) => number === FIRST)
    ? signing
    : [...signing, { number: FIRST, key: deriveKey(seed, `signing ${FIRST}`) }],
});

/** HKDF (RFC 5869) makes keys for different purposes from one secret that tell nothing of each other. */
const deriveKey = (seed: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', seed, '', `episode-announcer ${purpose}`, KEY_BYTES));

/** With one more key, which verifies and does not sign yet: not every function has read it. */
export const withKey = (keys: Keys, fresh: Uint8Array): Keys => ({
  ...keys,
  signing: [
    ...keys.signing,
    { number: Math.max(...keys.signing.map(({ number }) => number)) + 1, key: fresh },
  ],
});

/** With the key of this number signing; all others go on verifying. Undefined: there is no such key. */
export const signingWith = (keys: Keys, number: number): Keys | undefined => {
  const chosen = keys.signing.find((one) => one.number === number);
  return chosen === undefined
    ? undefined
    : { ...keys, signing: [chosen, ...keys.signing.filter((one) => one !== chosen)] };
};

/** As it is kept: every key written out. */
export const writtenKeyRing = ({ identity, signing }: Keys): string =>
  JSON.stringify({
    identity: Buffer.from(identity).toString('base64'),
    signing: signing.map(({ number, key }) => ({ number, key: Buffer.from(key).toString('base64') })),
  });
