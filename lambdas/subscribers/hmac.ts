import { createHmac, createSecretKey, type Hmac, type KeyObject } from 'node:crypto';

/** HMAC-SHA256. Node makes a key out of bare bytes anew at every use, which costs four times the HMAC itself. */
export const hmac = (key: Uint8Array): Hmac => createHmac('sha256', prepared(key));

const prepared = (key: Uint8Array): KeyObject => {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key);
  keyObjects.set(key, made);
  return made;
};
const keyObjects = new WeakMap<Uint8Array, KeyObject>();
