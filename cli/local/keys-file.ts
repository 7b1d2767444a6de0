import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';

/** The size of HMAC-SHA256's own key. */
const KEY_BYTES = 32;

/**
 * Makes the deployment's keys at the first start and leaves them alone ever after: with other keys every
 * subscriber would be somebody else, and no link sent before would work.
 */
export const ensureKeysFile = (file: string): void => {
  if (existsSync(file)) return;
  const key = (): string => randomBytes(KEY_BYTES).toString('base64');
  const ring = { identity: key(), signing: [{ number: 1, key: key() }] };
  writeFileSync(file, `${JSON.stringify(ring, undefined, 2)}\n`, { mode: 0o600 });
};
