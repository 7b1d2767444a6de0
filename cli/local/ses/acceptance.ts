/** One message that the endpoint accepted, whatever its sender heard of it. */
export type Acceptance = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly messageId: string;
  readonly to: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** `lost`: the answer was a reset or a 500, so that the sender could not know. */
  readonly answer: 'sent' | 'lost';
};

/**
 * The endpoint's own book of what it accepted and refused: what the chaos and pace runs compare the ledger with.
 */
export class AcceptanceRecord {
  readonly #accepted: Acceptance[] = [];
  readonly #refused = new Map<string, number>();
  readonly #perSecond = new Map<number, number>();

  accept(acceptance: Acceptance): void {
    this.#accepted.push(acceptance);
    const second = Math.floor(acceptance.at / 1000);
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + acceptance.to.length);
  }

  /** `cause`: an SES error code, or `reset`. */
  refuse(cause: string): void {
    this.#refused.set(cause, (this.#refused.get(cause) ?? 0) + 1);
  }

  get accepted(): readonly Acceptance[] {
    return this.#accepted;
  }

  counts(): {
    readonly accepted: number;
    readonly refused: Readonly<Record<string, number>>;
    /** Recipients accepted, by second since 1970. */
    readonly perSecond: Readonly<Record<string, number>>;
  } {
    return {
      accepted: this.#accepted.length,
      refused: Object.fromEntries(this.#refused),
      perSecond: Object.fromEntries(this.#perSecond),
    };
  }

  clear(): void {
    this.#accepted.length = 0;
    this.#refused.clear();
    this.#perSecond.clear();
  }
}
