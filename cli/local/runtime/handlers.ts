import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';
import type { FeedSource } from '../../../lambdas/episodes/feeds/ports.ts';
import type { Handler } from '../../../lambdas/functions/entry.ts';
import { wireAnnounce } from '../../../lambdas/functions/announce.ts';
import { wireEvidence } from '../../../lambdas/functions/evidence.ts';
import { wirePlan } from '../../../lambdas/functions/plan.ts';
import { wirePreview } from '../../../lambdas/functions/preview.ts';
import { wireSend } from '../../../lambdas/functions/send.ts';
import { wireSweep } from '../../../lambdas/functions/sweep.ts';
import { wireWeb } from '../../../lambdas/functions/web.ts';
import { wireLocalFeedPoll } from './feed-poll.ts';
import { type FunctionName, TIMEOUTS_MS } from './timeouts.ts';

export type Handlers = Readonly<Record<FunctionName, Handler>>;

/** What surrounds one function, where that is not the same for all: a test stands between it and the tables. */
export type Around = (name: FunctionName, surroundings: Surroundings) => Promise<Surroundings>;

/** Each wired as in its Lambda; only what surrounds them is this machine's. */
export const wireHandlers = async (
  surroundings: Surroundings,
  around: Around = async (_, plain) => plain,
  feeds?: FeedSource,
): Promise<Handlers> => {
  const preview = await wirePreview(await around('preview', surroundings));
  return {
    announce: await wireAnnounce(await around('announce', surroundings)),
    plan: await wirePlan(await around('plan', surroundings)),
    send: await wireSend(await around('send', surroundings)),
    evidence: await wireEvidence(await around('evidence', surroundings)),
    sweep: await wireSweep(await around('sweep', surroundings)),
    web: await wireWeb(await around('web', surroundings)),
    preview,
    feedPoll: wireLocalFeedPoll(
      await around('feedPoll', surroundings),
      { name: 'preview', timeoutMs: TIMEOUTS_MS.preview, handler: preview },
      feeds,
    ),
  };
};
