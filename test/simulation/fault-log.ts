/** Everything that is done to a run. The summary counts them; a `?` must be explained by one of them. */
export const FAULTS = [
  'crash before a call',
  'crash during a call',
  'time-out of the function',
  'stall before a call',
  'stall after a call',
  'slow answer',
  'clock ahead or behind',
  'table refuses',
  'table write answered never',
  'table write arrives twice',
  'table write given up arrives late',
  'queue call fails',
  'queue message lost',
  'queue message doubled',
  'queue message delayed',
  'queue message kept after success',
  'queue message dead-lettered',
  'stream record doubled',
  'stream record lost',
  'stream replayed',
  'SES throttles',
  'SES daily quota',
  'SES rejects a recipient',
  'SES configuration fault',
  'SES refuses the connection',
  'SES resets before acceptance',
  'SES resets after acceptance',
  'SES accepts after the sender gave up',
  'SES answers 5xx before acceptance',
  'SES answers 5xx after acceptance',
  'SES outage',
  'SES quota changes',
  'SES quota unreadable',
  'evidence doubled',
  'evidence late',
  'evidence lost',
  'somebody signs up',
  'somebody leaves',
  'somebody complains',
  'somebody is erased',
  'somebody pauses mail',
  'operator pauses',
  'operator resumes',
  'operator cancels',
  'operator resolves',
  'sweep skipped',
] as const;
export type FaultKind = (typeof FAULTS)[number];

export type FaultEntry = {
  readonly at: number;
  readonly kind: FaultKind;
  /** The process it happened to, or the member it was about (`<announcement>/<batch>/<member>`). */
  readonly subject: string;
};

export type FaultLog = {
  readonly entries: readonly FaultEntry[];
  note(at: number, kind: FaultKind, subject: string): void;
  /** Whether anything was done to this process or member. */
  explains(subject: string): boolean;
};

export const createFaultLog = (): FaultLog => {
  const entries: FaultEntry[] = [];
  return {
    entries,
    note: (at, kind, subject) => void entries.push({ at, kind, subject }),
    explains: (subject) => entries.some((entry) => entry.subject === subject),
  };
};
