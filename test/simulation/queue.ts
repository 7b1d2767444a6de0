import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Chance } from './chance.ts';
import type { FaultLog } from './fault-log.ts';
import type { Rates } from './profile.ts';
import type { Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A standard SQS queue with the event source that feeds a function: at least once, in no order. */
export type Queue = {
  push(body: string, delayMs?: number): void;
  /** Messages that are still to be worked on. */
  waiting(): number;
};

/** What became of an invocation: its answer, its error, or nothing (it crashed or its time ran out). */
export type Invocation =
  | { readonly kind: 'answered'; readonly response: SQSBatchResponse | undefined }
  | { readonly kind: 'failed' };

export type QueueDeps = {
  readonly name: string;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly rates: () => Rates | undefined;
  readonly faults: FaultLog;
  readonly trace: Trace;
  /** Six times the function's time-out, as AWS advises. */
  readonly visibilityMs: number;
  /** Receives after which a message goes to the dead letters. */
  readonly maxReceives: number;
  readonly maxConcurrency: number;
  readonly eventSize: number;
  /** Told of every message that was worked on with success. */
  readonly onSuccess?: (body: string) => void;
  readonly invoke: (event: SQSEvent, done: (invocation: Invocation) => void) => void;
};

type Message = {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  visibleAt: number;
  receives: number;
};

const MOST_DOUBLED = 12;

export const createQueue = (deps: QueueDeps): Queue => {
  const { name, time, chance, faults, trace } = deps;
  let messages: Message[] = [];
  let pushed = 0;
  let running = 0;

  // A message that is doubled each time it is put back would double without end, and no run would.
  const mayDouble = (rate: number | undefined): boolean =>
    messages.length < MOST_DOUBLED && chance.happens(rate ?? 0);

  const add = (body: string, delayMs: number): void => {
    pushed += 1;
    const visibleAt = time.now() + delayMs;
    messages.push({ id: `${name}-${pushed}`, body, sentAt: time.now(), visibleAt, receives: 0 });
    pollAfter(delayMs);
  };
  const pollAfter = (milliseconds: number): void =>
    void time.after(milliseconds + chance.between(1, 60), poll);

  const poll = (): void => {
    if (running >= deps.maxConcurrency) return;
    const received = receive();
    if (received.length === 0) return;
    running += 1;
    deps.invoke({ Records: received.map(recordOf) }, (invocation) => {
      running -= 1;
      for (const message of received) {
        if (mustComeAgain(message, invocation)) continue;
        deps.onSuccess?.(message.body);
        remove(message);
      }
      pollAfter(0);
    });
    if (running < deps.maxConcurrency) pollAfter(0);
  };

  const receive = (): readonly Message[] => {
    const now = time.now();
    const visible = messages.filter((message) => message.visibleAt <= now);
    const received: Message[] = [];
    while (visible.length > 0 && received.length < deps.eventSize) {
      const [message] = visible.splice(chance.between(0, visible.length - 1), 1);
      if (message === undefined) break;
      if (message.receives >= deps.maxReceives) {
        faults.note(now, 'queue message dead-lettered', name);
        trace(name, () => `!! dead-lettered: ${message.body}`);
        remove(message);
        continue;
      }
      message.receives += 1;
      const doubled = mayDouble(deps.rates()?.messageDoubled);
      if (doubled) faults.note(now, 'queue message doubled', name);
      message.visibleAt = now + (doubled ? chance.skewed(1, 5_000) : deps.visibilityMs);
      time.after(message.visibleAt - now, poll);
      received.push(message);
    }
    return received;
  };

  const remove = (message: Message): void => {
    if (mayDouble(deps.rates()?.messageKept)) {
      faults.note(time.now(), 'queue message kept after success', name);
      return;
    }
    messages = messages.filter((other) => other !== message);
  };

  return {
    push: (body, delayMs = 0) => {
      const rates = deps.rates();
      if (chance.happens(rates?.messageLost ?? 0)) {
        faults.note(time.now(), 'queue message lost', name);
        trace(name, () => `!! lost: ${body}`);
        return;
      }
      if (mayDouble(rates?.messageDoubled)) {
        faults.note(time.now(), 'queue message doubled', name);
        add(body, delayMs + chance.skewed(1, 60_000));
      }
      const late = rates !== undefined && chance.happens(rates.messageDelayed);
      if (late) faults.note(time.now(), 'queue message delayed', name);
      add(body, delayMs + (late ? chance.skewed(100, 600_000) : 0));
    },
    waiting: () => messages.length,
  };
};

const mustComeAgain = (message: Message, invocation: Invocation): boolean =>
  invocation.kind === 'failed' ||
  (invocation.response?.batchItemFailures ?? []).some(({ itemIdentifier }) => itemIdentifier === message.id);

const recordOf = (message: Message): SQSRecord => ({
  messageId: message.id,
  receiptHandle: `${message.id}/${message.receives}`,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
    SenderId: 'AIDAEXAMPLE',
    ApproximateFirstReceiveTimestamp: String(message.sentAt),
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:simulated',
  awsRegion: 'eu-west-1',
});
