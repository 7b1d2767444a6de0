import { type FunctionKind, invoke } from './functions.ts';
import type { Lambda } from './lambda.ts';
import type { Ports } from './ports.ts';
import type { Process } from './process.ts';
import { createQueue, type Invocation, type Queue } from './queue.ts';
import { createStream, type Stream } from './stream.ts';
import type { Surroundings } from './surroundings.ts';

/** What starts functions: the queues and the stream, with their event sources. */
export type Triggers = {
  readonly queues: { readonly plan: Queue; readonly send: Queue; readonly evidence: Queue };
  readonly stream: Stream;
};

export type TriggersDeps = Surroundings & {
  readonly lambda: Lambda;
  readonly portsOf: (process: Process) => Ports;
  readonly onEvidence: (body: string) => void;
};

export const createTriggers = (deps: TriggersDeps): Triggers => {
  const { lambda, profile, trace } = deps;
  const start = (kind: FunctionKind, event: unknown, done: (invocation: Invocation) => void): void =>
    lambda.run(kind, (process) => invoke(process, deps.portsOf(process), profile, trace, event), done);
  const queueOf = (
    name: FunctionKind,
    maxConcurrency: number,
    eventSize: number,
    onSuccess: (body: string) => void = () => undefined,
  ): Queue =>
    createQueue({
      ...deps,
      name,
      // As the stack sets them (lib/constructs/work-queue.ts).
      visibilityMs: 6 * profile.timeOuts[name],
      maxReceives: 5,
      maxConcurrency,
      eventSize,
      onSuccess,
      invoke: (event, done) => start(name, event, done),
    });
  return {
    queues: {
      plan: queueOf('plan', 2, 1),
      send: queueOf('send', profile.senders, 1),
      evidence: queueOf('evidence', 2, 10, deps.onEvidence),
    },
    stream: createStream({ ...deps, invoke: (event, done) => start('announce', event, done) }),
  };
};
