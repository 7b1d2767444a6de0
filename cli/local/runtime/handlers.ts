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

/** Each wired as in its Lambda; only what surrounds them is this machine's. */
export const wireHandlers = async (surroundings: Surroundings): Promise<Handlers> => ({
  announce: await wireAnnounce(surroundings),
  plan: await wirePlan(surroundings),
  send: await wireSend(surroundings),
  evidence: await wireEvidence(surroundings),
  sweep: await wireSweep(surroundings),
  web: await wireWeb(surroundings),
});
