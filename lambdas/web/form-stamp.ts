import { timingSafeEqual } from 'node:crypto';
import type { ShowId } from '../ids.ts';
import { hmac } from '../subscribers/hmac.ts';
import type { Keys } from '../subscribers/tokens.ts';

/** A form left open over night still counts; one from last week was harvested. */
const LASTS_MILLISECONDS = 24 * 3_600_000;

/** The time at which a form was made, signed: it shows how long its reader took. `now` in ms since 1970. */
export const stampForm = (keys: Keys, show: ShowId, now: number): string => {
  const current = keys.signing[0];
  if (current === undefined) throw new Error('no signing key: the key ring is empty');
  const time = now.toString(36);
  return `${time}.${current.number}.${mac(current.key, show, time).toString('base64url')}`;
};

export type StampReading =
  | { readonly kind: 'missing' | 'expired' }
  | { readonly kind: 'made'; readonly ago: number };

/** `ago` in milliseconds. What is no stamp of ours counts as missing. */
export const readStamp = (keys: Keys, show: ShowId, stamp: string | undefined, now: number): StampReading => {
  const [, time = '', number = '', signature = ''] =
    /^([0-9a-z]{1,11})\.(\d{1,3})\.([A-Za-z0-9_-]{22})$/.exec(stamp ?? '') ?? [];
  const signing = keys.signing.find((key) => String(key.number) === number);
  if (signing === undefined) return { kind: 'missing' };
  if (!timingSafeEqual(mac(signing.key, show, time), Buffer.from(signature, 'base64url')))
    return { kind: 'missing' };
  const ago = now - Number.parseInt(time, 36);
  return ago > LASTS_MILLISECONDS ? { kind: 'expired' } : { kind: 'made', ago };
};

const mac = (key: Uint8Array, show: ShowId, time: string): Buffer =>
  hmac(key).update(`form\0${show}\0${time}`).digest().subarray(0, 16);
