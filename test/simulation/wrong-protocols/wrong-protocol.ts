import type { Check } from '../violations.ts';
import type { Protocol } from '../world.ts';

/** A mistake that real products make, put into this one so that the simulation can show that it sees it. */
export type WrongProtocol = Protocol & {
  readonly name: string;
  /** What kind of fault it is, and where it hurts. */
  readonly kind: string;
  /** The promise it breaks: the check that has to say so. */
  readonly breaks: Check;
};
