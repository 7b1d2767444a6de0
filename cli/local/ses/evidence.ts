import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type EventSubject, eventsFor, inSnsEnvelope } from './events.ts';

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
    const bodies = due.flatMap((subject) =>
      eventsFor(subject, now).map((event) => inSnsEnvelope(event, now)),
    );
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
/** Requests at once: enough to keep up with a fast sender, few enough to leave it the machine. */
const AT_ONCE = 4;

export const deliverToQueue =
  (client: SQSClient, queueUrl: string): Deliver =>
  async (bodies) => {
    const groups = Array.from({ length: Math.ceil(bodies.length / QUEUE_BATCH) }, (_, at) =>
      bodies.slice(at * QUEUE_BATCH, (at + 1) * QUEUE_BATCH),
    );
    const worker = async (): Promise<void> => {
      for (let group = groups.shift(); group !== undefined; group = groups.shift())
        await client.send(
          new SendMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: group.map((body, at) => ({ Id: String(at), MessageBody: body })),
          }),
        );
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  };
