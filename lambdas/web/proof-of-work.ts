import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { ShowId } from '../ids.ts';
import type { Keys } from '../subscribers/tokens.ts';

/**
 * 256 tries on average at 5,000 rounds each: about half a second on a laptop of 2024, two or three on a cheap
 * phone, begun when the field is first touched. For a flood of sign-ups it is a bill.
 */
const COST = { algorithm: 'PBKDF2/SHA-256', cost: 5000, keyPrefix: '00' } as const;
/** Solved while the form is filled in; the form itself lasts as long. */
const LASTS_MILLISECONDS = 3_600_000;

const Proof = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal(COST.algorithm),
      nonce: z.hex().max(64),
      salt: z.hex().max(64),
      cost: z.literal(COST.cost),
      keyLength: z.int().max(64),
      keyPrefix: z.literal(COST.keyPrefix),
      data: z.object({ show: z.string(), madeAt: z.number() }),
    }),
    signature: z.hex().max(128),
  }),
  solution: z.object({
    counter: z.int().min(0),
    derivedKey: z.string().max(128),
    time: z.number().default(0),
  }),
});

export type Challenge = Awaited<ReturnType<typeof createChallenge>>;

/** In ALTCHA's format (version 2), so that its own widget can solve it too. */
export const newChallenge = (keys: Keys, show: ShowId, now: number): Promise<Challenge> =>
  createChallenge({
    ...COST,
    deriveKey,
    // The expiry is judged by our own clock, from the signed time.
    data: { show, madeAt: now },
    hmacSignatureSecret: secretsOf(keys)[0] ?? '',
  });

export type ProofReading =
  /** `once` names the challenge: a solution counts one time. */
  | { readonly kind: 'solved'; readonly once: string; readonly lastsSeconds: number }
  | { readonly kind: 'not solved' };

const NOT_SOLVED: ProofReading = { kind: 'not solved' };

/** `text` is what ALTCHA puts into its form field: JSON in base64. */
export const readProof = async (
  keys: Keys,
  show: ShowId,
  text: string,
  now: number,
): Promise<ProofReading> => {
  const proof = Proof.safeParse(jsonIn(text));
  if (!proof.success) return NOT_SOLVED;
  const { challenge, solution } = proof.data;
  const { data } = challenge.parameters;
  if (data.show !== show || now - data.madeAt > LASTS_MILLISECONDS) return NOT_SOLVED;
  for (const hmacSignatureSecret of secretsOf(keys)) {
    const { verified } = await verifySolution({
      challenge,
      solution,
      deriveKey,
      hmacSignatureSecret,
    });
    if (verified)
      return { kind: 'solved', once: challenge.signature, lastsSeconds: LASTS_MILLISECONDS / 1000 };
  }
  return NOT_SOLVED;
};

const jsonIn = (base64: string): unknown => {
  if (base64.length > 4096) return undefined;
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString());
  } catch {
    return undefined;
  }
};

const secretsOf = (keys: Keys): readonly string[] =>
  keys.signing.map(({ key }) => createHmac('sha256', key).update('proof of work').digest('hex'));
