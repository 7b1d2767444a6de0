import { LambdaClient } from '@aws-sdk/client-lambda';
import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import { createPreviewInvocation } from '../aws/preview-function.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireTables } from '../aws/wiring.ts';
import type { FeedSource, SendPreview } from '../episodes/feeds/ports.ts';
import { createFeedPollHandler } from '../handlers/feed-poll.ts';
import { createFeedSource } from '../network/feed-source.ts';
import { entry, type Handler } from './entry.ts';

const { catalogTable, previewFunction } = SETTINGS;
const shape = { catalogTable, previewFunction };

/** What the poller reaches beyond the tables. */
export type Reach = { readonly source: FeedSource; readonly sendPreview: SendPreview };

/** `elsewhere`: in place of the internet and of the deployed preview function. */
export const wireFeedPoll = async (
  surroundings: Surroundings,
  elsewhere: Partial<Reach> = {},
): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const tables = wireTables(surroundings);
  return createFeedPollHandler({
    catalog: tables.catalog(settings.catalogTable),
    states: tables.feedStates(settings.catalogTable),
    source: elsewhere.source ?? createFeedSource({ loopback: false }),
    sendPreview:
      elsewhere.sendPreview ??
      createPreviewInvocation({
        // Rendering and sending take seconds; a second attempt would show it twice.
        client: new LambdaClient({ maxAttempts: 1 }),
        functionName: settings.previewFunction,
      }),
    clock,
    log,
  });
};

export const handler = entry((surroundings) => wireFeedPoll(surroundings));
