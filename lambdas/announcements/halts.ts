import type { Batch } from './batch.ts';
import type { SendResult } from './ports.ts';

/** What a sender does after an answer that is more than one recipient's affair. */
export type Halt =
  | { readonly kind: 'rest'; readonly forMs: number }
  | { readonly kind: 'leave'; readonly delaySeconds: number }
  | { readonly kind: 'daily quota' }
  | { readonly kind: 'park'; readonly reason: string; readonly forMs: number }
  | {
      readonly kind: 'pause';
      readonly by: 'fault';
      readonly code: string;
      readonly reason: string;
    };

/** How often in a row, since SES last took a message from this sender: answers, or rests where it was refused. */
export type SenderRecord = {
  readonly throttled: number;
  readonly notSent: number;
  readonly unknown: number;
  readonly rejected: number;
};

export const newRecord = (): SenderRecord => ({ throttled: 0, notSent: 0, unknown: 0, rejected: 0 });

/** What the batch tells of those who had it before: whoever goes on where SES was in trouble feels its way. */
export const recordFrom = ({ doubts }: Batch, now: number): SenderRecord => {
  const recent = [...doubts.values()].filter(
    ({ cause, since }) => cause !== 'crash' && since > now - REMEMBERED_MS,
  );
  return { ...newRecord(), unknown: recent.length >= MOST_UNKNOWN ? 1 : 0 };
};

/** While it is open whether SES takes anything, one member alone is handed over. */
export const feelsItsWay = (record: SenderRecord): boolean => record.unknown > 0;

/** Rests double from this (ms); after so many in vain, half a minute, the batch goes back to the queue. */
const FIRST_REST_MS = 250;
const MOST_RESTS = 7;
const AWAY_SECONDS = 60;
/** Doubts in a row that mean SES itself is in trouble: going on would put the whole audience in doubt. */
const MOST_UNKNOWN = 3;
export const TROUBLE_MS = 5 * 60_000;
/** Doubts younger than this (ms) may be of the trouble that parked the announcement: two more, and it is not over. */
const REMEMBERED_MS = 4 * TROUBLE_MS;
/** Rejections in a row that mean the message or the sender is at fault, not the recipients. */
const MOST_REJECTED = 10;

/**
 * `halted`: an earlier answer has the sender rest or leave already. Those that were under way with it and are
 * refused as well say nothing new: one burst of throttling is one rest.
 */
export const noted = (record: SenderRecord, answer: SendResult, halted: boolean): SenderRecord => {
  switch (answer.kind) {
    case 'accepted':
      return newRecord();
    case 'throttled':
      return halted ? record : { ...record, throttled: record.throttled + 1 };
    case 'not sent':
      return halted ? record : { ...record, notSent: record.notSent + 1 };
    case 'unknown':
      return { ...record, unknown: record.unknown + 1 };
    case 'rejected':
      // SES knows what it does.
      return { ...record, unknown: 0, rejected: record.rejected + 1 };
    case 'daily quota spent':
    case 'fault':
      return record;
    default:
      return answer satisfies never;
  }
};

export const haltAfter = (record: SenderRecord, answer: SendResult): Halt | undefined => {
  switch (answer.kind) {
    case 'accepted':
      return undefined;
    case 'throttled':
      return restOrLeave(record.throttled);
    case 'not sent':
      return restOrLeave(record.notSent);
    case 'daily quota spent':
      return { kind: 'daily quota' };
    case 'fault':
      return { kind: 'pause', by: 'fault', code: answer.code, reason: answer.reason };
    case 'unknown':
      return record.unknown >= MOST_UNKNOWN
        ? {
            kind: 'park',
            reason: `SES left it open ${record.unknown} times in a row whether it took a message (${answer.reason})`,
            forMs: TROUBLE_MS,
          }
        : { kind: 'rest', forMs: 1000 * 2 ** (record.unknown - 1) };
    case 'rejected':
      return record.rejected >= MOST_REJECTED
        ? {
            kind: 'pause',
            by: 'fault',
            code: 'ManyRejections',
            reason: `SES rejected ${record.rejected} recipients in a row: ${answer.reason}`,
          }
        : undefined;
    default:
      return answer satisfies never;
  }
};

/** What ends a sender's work outweighs a rest; otherwise the first answer decides. */
export const graver = (halt: Halt | undefined, next: Halt | undefined): Halt | undefined =>
  halt === undefined || (halt.kind === 'rest' && next !== undefined && next.kind !== 'rest') ? next : halt;

const restOrLeave = (times: number): Halt =>
  times > MOST_RESTS
    ? { kind: 'leave', delaySeconds: AWAY_SECONDS }
    : { kind: 'rest', forMs: FIRST_REST_MS * 2 ** (times - 1) };
