import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';
import type { Handler } from '../../../lambdas/functions/entry.ts';
import { wireAnnounce } from '../../../lambdas/functions/announce.ts';
import { wireEvidence } from '../../../lambdas/functions/evidence.ts';
import { wirePlan } from '../../../lambdas/functions/plan.ts';
import { wireSend } from '../../../lambdas/functions/send.ts';
import { wireSweep } from '../../../lambdas/functions/sweep.ts';
import { wireWeb } from '../../../lambdas/functions/web.ts';

export type FunctionName = 'announce' | 'plan' | 'send' | 'evidence' | 'sweep' | 'web';
export type Handlers = Readonly<Record<FunctionName, Handler>>;

/** What surrounds one function, where that is not the same for all: a test stands between it and the tables. */
export type Around = (name: FunctionName, surroundings: Surroundings) => Promise<Surroundings>;

/** Each wired as in its Lambda; only what surrounds them is this machine's. */
export const wireHandlers = async (
  surroundings: Surroundings,
  around: Around = async (_, plain) => plain,
): Promise<Handlers> => ({
  announce: await wireAnnounce(await around('announce', surroundings)),
  plan: await wirePlan(await around('plan', surroundings)),
  send: await wireSend(await around('send', surroundings)),
  evidence: await wireEvidence(await around('evidence', surroundings)),
  sweep: await wireSweep(await around('sweep', surroundings)),
  web: await wireWeb(await around('web', surroundings)),
});
