/** A message as the inbox lists it. Its bytes are read apart. */
export type KeptMessage = {
  /** Rises with every message: the order of the inbox. */
  readonly number: number;
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly source: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly bytes: number;
  readonly tags: Readonly<Record<string, string>>;
};

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

export const createMemoryMailbox = (): Mailbox => {
  const kept = new Map<number, { message: KeptMessage; raw: Buffer }>();
  let next = 1;
  return {
    add(message, raw) {
      kept.set(next, { message: { ...message, number: next }, raw });
      next += 1;
    },
    list: (filter) =>
      listed(
        [...kept.values()].map(({ message }) => message),
        filter,
      ),
    read: (number) => kept.get(number),
    clear: () => kept.clear(),
    trim(most) {
      for (const number of kept.keys()) {
        if (kept.size <= most) return;
        kept.delete(number);
      }
    },
  };
};

export const listed = (
  messages: readonly KeptMessage[],
  filter: { readonly to?: string } | undefined,
): readonly KeptMessage[] => {
  const wanted = filter?.to?.toLowerCase();
  return messages
    .filter(({ to }) => wanted === undefined || to.some((address) => address.toLowerCase() === wanted))
    .toReversed();
};
