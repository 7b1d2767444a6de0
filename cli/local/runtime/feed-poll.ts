import type { Surroundings } from '../../../lambdas/aws/surroundings.ts';
import type { FeedSource } from '../../../lambdas/episodes/feeds/ports.ts';
import type { Handler } from '../../../lambdas/functions/entry.ts';
import { invoke, type LambdaFunction } from './invocation.ts';

/**
 * The function that reads the feeds, as in the stack: https of the public internet only, and previews through the
 * preview function. Loaded with its first run, as the feed parser is no small part of a start.
 */
export const wireLocalFeedPoll = (
  surroundings: Surroundings,
  preview: LambdaFunction,
  /** In place of the internet. */
  feeds: FeedSource | undefined,
): Handler => {
  let wired: Promise<Handler> | undefined;
  const wire = async (): Promise<Handler> => {
    const [{ wireFeedPoll }, { previewThrough }] = await Promise.all([
      import('../../../lambdas/functions/feed-poll.ts'),
      import('../../../lambdas/aws/preview-function.ts'),
    ]);
    return wireFeedPoll(surroundings, {
      ...(feeds === undefined ? {} : { source: feeds }),
      sendPreview: previewThrough((event) => invoke(preview, event)),
    });
  };
  return async (event, context) => (await (wired ??= wire()))(event, context);
};
