import { Buffer } from 'node:buffer';
import type { SQSBatchResponse } from 'aws-lambda';
import type { Composer } from '../../lambdas/announcements/announce.ts';
import { createSharedPace } from '../../lambdas/announcements/pace.ts';
import type { Log } from '../../lambdas/announcements/ports.ts';
import type { SendDeps } from '../../lambdas/announcements/sender.ts';
import { createAnnounceHandler } from '../../lambdas/handlers/announce.ts';
import { createEvidenceHandler } from '../../lambdas/handlers/evidence.ts';
import { createPlanHandler } from '../../lambdas/handlers/plan.ts';
import { createSendHandler } from '../../lambdas/handlers/send.ts';
import type { Context } from '../../lambdas/handlers/sqs.ts';
import { createSweepHandler } from '../../lambdas/handlers/sweep.ts';
import type { Ports } from './ports.ts';
import type { Process } from './process.ts';
import type { Profile } from './profile.ts';
import type { Trace } from './trace.ts';

export type FunctionKind = Exclude<Process['kind'], 'operator'>;

/** Time-outs (ms) of the functions, as the stack sets them (lib/constructs/functions.ts). */
export const TIME_OUTS: Readonly<Record<FunctionKind, number>> = {
  announce: 60_000,
  plan: 300_000,
  send: 300_000,
  evidence: 30_000,
  sweep: 240_000,
};

/** A small message, so that no time is spent on what the simulation is not about. */
const compose: Composer = async (show, episode) => ({
  message: { bytes: Buffer.from(episode.episodeId), slots: [], source: show.sender.address },
  page: '',
});

export const personalise: SendDeps['personalise'] = (message, show, member, to) =>
  Buffer.from(`${show}/${Buffer.from(message.bytes).toString()} for ${member} at ${to}`);

/** The real handler of a function, over the ports of one process. */
export const invoke = async (
  process: Process & { readonly kind: FunctionKind },
  ports: Ports,
  profile: Pick<Profile, 'batchSize' | 'senders' | 'doubtPolicy'>,
  trace: Trace,
  event: unknown,
): Promise<SQSBatchResponse | undefined> => {
  const log: Log = (name, fields) => trace(process.name, () => `log ${name} ${JSON.stringify(fields)}`);
  const context: Context = {
    getRemainingTimeInMillis: () => process.deadline - ports.clock.now(),
  };
  const pace = createSharedPace({
    store: ports.pace,
    mailer: ports.mailer,
    clock: ports.clock,
    log,
    senders: profile.senders,
  });
  const deps = { ...ports, pace, log, compose, doubtPolicy: profile.doubtPolicy };
  switch (process.kind) {
    case 'announce':
      return answer(await createAnnounceHandler(deps)(event));
    case 'plan':
      return answer(await createPlanHandler({ ...deps, batchSize: profile.batchSize })(event, context));
    case 'send': {
      let holders = 0;
      const newHolder = (): string => `${process.name}.${(holders += 1)}`;
      return answer(await createSendHandler({ ...deps, personalise, newHolder })(event, context));
    }
    case 'evidence':
      return answer(await createEvidenceHandler(deps)(event));
    case 'sweep':
      await createSweepHandler(deps)();
      return undefined;
    default:
      return process.kind satisfies never;
  }
};

const answer = ({
  batchItemFailures,
}: {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}): SQSBatchResponse => ({ batchItemFailures: [...batchItemFailures] });
