import { describe, expect, it } from 'vitest';
import { readKeyRing, signingWith, withKey, writtenKeyRing } from '../../lambdas/aws/key-ring.ts';
import { ShowId, SubscriberId } from '../../lambdas/ids.ts';
import { type Keys, readToken, signToken } from '../../lambdas/subscribers/tokens.ts';

const ringOf = (written: unknown): Keys => {
  const read = readKeyRing(written);
  if (!read.ok) throw new Error(read.faults);
  return read.keys;
};
const first = ringOf({ seed: 's'.repeat(64) });
const show = ShowId.parse('show');
const claim = { purpose: 'unsubscribe', show, subscriber: SubscriberId.parse('0'.repeat(32)) } as const;
const reads = (keys: Keys, token: string) => readToken(keys, claim, token, 0).kind;

describe('rotating the keys', () => {
  const added = withKey(first, Buffer.alloc(32, 7));
  const rotated = signingWith(added, 2) ?? first;

  it('adds a key that verifies before it signs, so that no function meets a token it cannot read', () => {
    expect(added.signing.map(({ number }) => number)).toEqual([1, 2]);
    expect(reads(first, signToken(added, claim))).toBe('valid');
    expect(reads(added, signToken(rotated, claim))).toBe('valid');
  });

  it('keeps every link working that was sent before', () => {
    expect(reads(rotated, signToken(first, claim))).toBe('valid');
  });

  it('is read back as it was written, the identity key unchanged', () => {
    const back = ringOf(JSON.parse(writtenKeyRing(rotated)));
    expect(back.signing.map(({ number }) => number)).toEqual([2, 1]);
    expect(Buffer.from(back.identity)).toEqual(Buffer.from(first.identity));
    expect(reads(back, signToken(first, claim))).toBe('valid');
  });

  it('knows no key that was never added', () => {
    expect(signingWith(first, 9)).toBeUndefined();
  });
});
