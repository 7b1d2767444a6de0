import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';
import type { FeedSource } from '../../../lambdas/episodes/feeds/ports.ts';
import { type Handler, wiredAtFirst } from '../../../lambdas/functions/entry.ts';
import { wireWeb } from '../../../lambdas/functions/web.ts';
import { invoke } from './invocation.ts';
import { type FunctionName, TIMEOUTS_MS } from './timeouts.ts';

export type Handlers = Readonly<Record<FunctionName, Handler>>;

/** What surrounds one function, where that is not the same for all: a test stands between it and the tables. */
export type Around = (name: FunctionName, surroundings: Surroundings) => Promise<Surroundings>;

/**
 * Each wired as in its Lambda; only what surrounds them is this machine's. The pages are there at once, the others
 * are loaded by their first invocation, as there: MJML alone takes half a second.
 */
export const wireHandlers = async (
  surroundings: Surroundings,
  around: Around = async (_, plain) => plain,
  /** In place of the internet. */
  feeds?: FeedSource,
): Promise<Handlers> => {
  const atFirst = (name: FunctionName, load: () => Promise<(own: Surroundings) => Promise<Handler>>) =>
    wiredAtFirst(async () => (await load())(await around(name, surroundings)));

  const preview = atFirst(
    'preview',
    async () => (await import('../../../lambdas/functions/preview.ts')).wirePreview,
  );
  return {
    web: await wireWeb(await around('web', surroundings)),
    announce: atFirst(
      'announce',
      async () => (await import('../../../lambdas/functions/announce.ts')).wireAnnounce,
    ),
    plan: atFirst('plan', async () => (await import('../../../lambdas/functions/plan.ts')).wirePlan),
    send: atFirst('send', async () => (await import('../../../lambdas/functions/send.ts')).wireSend),
    evidence: atFirst(
      'evidence',
      async () => (await import('../../../lambdas/functions/evidence.ts')).wireEvidence,
    ),
    sweep: atFirst('sweep', async () => (await import('../../../lambdas/functions/sweep.ts')).wireSweep),
    preview,
    feedPoll: atFirst('feedPoll', async () => {
      const { wireFeedPoll } = await import('../../../lambdas/functions/feed-poll.ts');
      const { previewThrough } = await import('../../../lambdas/aws/preview-function.ts');
      const previewing = { name: 'preview', timeoutMs: TIMEOUTS_MS.preview, handler: preview };
      return async (own) =>
        wireFeedPoll(own, {
          ...(feeds === undefined ? {} : { source: feeds }),
          sendPreview: previewThrough((event) => invoke(previewing, event)),
        });
    }),
  };
};
