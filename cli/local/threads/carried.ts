import { AnnouncerError, type ErrorCode } from '../../../lambdas/errors.ts';
import type { Fault } from '../../../lambdas/faults.ts';

/** An error on its way to another thread, where it would arrive as a plain Error without its code. */
export type Carried =
  | {
      readonly kind: 'known';
      readonly code: ErrorCode;
      readonly message: string;
      readonly faults: readonly Fault[];
    }
  | { readonly kind: 'other'; readonly error: unknown };

export const packed = (error: unknown): Carried =>
  error instanceof AnnouncerError
    ? { kind: 'known', code: error.code, message: error.message, faults: error.faults }
    : { kind: 'other', error };

export const unpacked = (carried: Carried): unknown =>
  carried.kind === 'known'
    ? new AnnouncerError(carried.code, carried.message, { faults: carried.faults })
    : carried.error;
