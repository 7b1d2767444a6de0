import type { ShowId, SubscriberId } from '../ids.ts';
import type { EmailAddress } from '../subscribers/address.ts';
import { type Keys, signToken, TOKEN_LENGTH } from '../subscribers/tokens.ts';
import type { ComposedMessage, Personal, Slot } from './message.ts';

/**
 * The message for one subscriber: the composed bytes with the personal values in their slots. This runs once for
 * every recipient, so it copies and does nothing else; what is in the message was settled when it was composed.
 */
export const personalise = <Token extends string>(
  message: ComposedMessage<Token>,
  personal: Personal<Token>,
): Uint8Array => {
  const { bytes, slots } = message;
  const grown = slots.reduce((sum, slot) => sum + valueIn(slot, personal).length - slot.length, 0);
  // Every byte is written below.
  const result = Buffer.allocUnsafe(bytes.length + grown);
  let read = 0;
  let written = 0;
  for (const slot of slots) {
    result.set(bytes.subarray(read, slot.at), written);
    written += slot.at - read;
    written += result.write(valueIn(slot, personal), written, 'latin1');
    read = slot.at + slot.length;
  }
  result.set(bytes.subarray(read), written);
  return result;
};

const valueIn = <Token extends string>(slot: Slot<Token>, personal: Personal<Token>): string => {
  if (!('from' in slot)) return personal.to;
  const token = personal[slot.value];
  if (token.length !== TOKEN_LENGTH)
    throw new Error(`a token must have ${TOKEN_LENGTH} characters, or the lines of the message would change`);
  return token.slice(slot.from, slot.from + slot.length);
};

/** Links in an announcement work for years: their tokens have no expiry. */
export const createPersonaliser =
  (keys: Keys) =>
  (message: ComposedMessage, show: ShowId, subscriber: SubscriberId, to: EmailAddress): Uint8Array =>
    personalise(message, {
      to,
      unsubscribeToken: signToken(keys, { purpose: 'unsubscribe', show, subscriber }),
      preferencesToken: signToken(keys, { purpose: 'preferences', show, subscriber }),
    });
