import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';

/** A message as the inbox lists it. Its bytes are read apart. */
export const KeptMessage = z.object({
  /** Rises with every message: the order of the inbox. */
  number: z.int(),
  messageId: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  source: z.string(),
  to: z.array(z.string()).readonly(),
  subject: z.string(),
  bytes: z.number(),
  tags: z.record(z.string(), z.string()),
});
export type KeptMessage = z.infer<typeof KeptMessage>;

/** Where accepted messages stay readable: in memory, or in a folder between runs. */
export type Mailbox = {
  add(message: Omit<KeptMessage, 'number'>, raw: Buffer): void;
  /** Newest first; `to` leaves those to one recipient. */
  list(filter?: { readonly to?: string }): readonly KeptMessage[];
  read(number: number): { readonly message: KeptMessage; readonly raw: Buffer } | undefined;
  clear(): void;
  /** Lets go of the oldest until `most` are left. */
  trim(most: number): void;
};

/** Compressed: base64 and repeated HTML shrink to a quarter, and a run may keep many thousands. */
export const createMemoryMailbox = (): Mailbox => {
  const kept = new Map<number, { message: KeptMessage; packed: Uint8Array }>();
  let next = 1;
  return {
    add(message, raw) {
      kept.set(next, { message: { ...message, number: next }, packed: pack(raw) });
      next += 1;
    },
    list: (filter) =>
      listed(
        [...kept.values()].map(({ message }) => message),
        filter,
      ),
    read(number) {
      const found = kept.get(number);
      return (
        found && {
          message: found.message,
          raw: inflateRawSync(found.packed, { chunkSize: found.message.bytes + 64 }),
        }
      );
    },
    clear: () => kept.clear(),
    trim(most) {
      for (const number of kept.keys()) {
        if (kept.size <= most) return;
        kept.delete(number);
      }
    },
  };
};

/** zlib gives the beginning of a large buffer, and Node's own copies stand in one: this lets go of the rest. */
const pack = (raw: Buffer): Uint8Array => new Uint8Array(deflateRawSync(raw, { level: 1 }));

export const listed = (
  messages: readonly KeptMessage[],
  filter: { readonly to?: string } | undefined,
): readonly KeptMessage[] => {
  const wanted = filter?.to?.toLowerCase();
  return messages
    .filter(({ to }) => wanted === undefined || to.some((address) => address.toLowerCase() === wanted))
    .toReversed();
};
