import { createHttpClient } from '../http/client.ts';
import { type EventSubject, eventsFor } from './events.ts';

/** Takes the bodies of queue messages and returns when the queue has them. */
export type Deliver = (bodies: readonly string[]) => Promise<void>;

/** Publishes what becomes of accepted messages, some time after they were accepted. */
export type EvidencePublisher = {
  announce(subject: EventSubject, delayMs: number): void;
  /** Publishes what is still waiting, at once, and ends. */
  stop(): Promise<void>;
};

const EVERY_MS = 50;

export const createEvidencePublisher = (
  deliver: Deliver,
  report: (error: unknown) => void,
): EvidencePublisher => {
  let waiting: { readonly due: number; readonly subject: EventSubject }[] = [];
  let busy: Promise<void> = Promise.resolve();

  const publish = async (due: readonly EventSubject[]): Promise<void> => {
    const now = Date.now();
    // The stack's subscription delivers raw: a body is the event and nothing around it.
    const bodies = due.flatMap((subject) => eventsFor(subject, now).map((event) => JSON.stringify(event)));
    if (bodies.length > 0) await deliver(bodies).catch(report);
  };
  const flush = (until: number): Promise<void> => {
    const due = waiting.filter((entry) => entry.due <= until);
    if (due.length > 0) {
      waiting = waiting.filter((entry) => entry.due > until);
      busy = busy.then(() => publish(due.map(({ subject }) => subject)));
    }
    return busy;
  };
  const timer = setInterval(() => void flush(Date.now()), EVERY_MS);
  timer.unref();
  return {
    announce: (subject, delayMs) => void waiting.push({ due: Date.now() + delayMs, subject }),
    stop() {
      clearInterval(timer);
      return flush(Number.POSITIVE_INFINITY);
    },
  };
};

/** SendMessageBatch takes at most ten. */
const QUEUE_BATCH = 10;

/**
 * Puts bodies into a queue of this machine, as SNS does for a subscribed queue. The few lines of SQS's JSON
 * protocol that it takes spare this endpoint the SDK.
 */
export const deliverToQueue = (queueUrl: string): Deliver => {
  const call = createHttpClient(4);
  const headers = {
    'Content-Type': 'application/x-amz-json-1.0',
    'X-Amz-Target': 'AmazonSQS.SendMessageBatch',
  };
  const deliverTen = async (bodies: readonly string[]): Promise<void> => {
    const Entries = bodies.map((body, at) => ({ Id: String(at), MessageBody: body }));
    const body = JSON.stringify({ QueueUrl: queueUrl, Entries });
    const answer = await call({ url: new URL(queueUrl).origin, method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`${queueUrl} answered ${answer.status}`);
  };
  return async (bodies) => {
    const groups = Array.from({ length: Math.ceil(bodies.length / QUEUE_BATCH) }, (_, at) =>
      bodies.slice(at * QUEUE_BATCH, (at + 1) * QUEUE_BATCH),
    );
    await Promise.all(groups.map(deliverTen));
  };
};
