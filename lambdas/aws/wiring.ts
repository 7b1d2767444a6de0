import type { Mailer, Queues } from '../announcements/ports.ts';
import type { Keys } from '../subscribers/tokens.ts';
import { connectionOf, createDynamoClient, createSecretsClient, createSqsClient } from './clients.ts';
import { createDynamoAnnouncementRows, createDynamoAnnouncements } from './dynamo-announcements.ts';
import { createDynamoBatchReader } from './dynamo-batches.ts';
import { createDynamoCatalog } from './dynamo-catalog.ts';
import { createDynamoFeedStates } from './dynamo-feed-states.ts';
import { createDynamoLatecomers } from './dynamo-latecomers.ts';
import { createDynamoSubscribers } from './dynamo-subscribers.ts';
import { loadKeys } from './keys.ts';
import { createSesMailer } from './ses-mailer.ts';
import { createPlanQueue, createSendQueue } from './sqs-queues.ts';
import type { Surroundings } from './surroundings.ts';

// A function for each service: what a bundle does not call is left out of it, SDK client and all.

/** The ports on the three tables, through one client. */
export const wireTables = (surroundings: Surroundings) => {
  const { clock, log } = surroundings;
  const client = createDynamoClient(surroundings);
  const now = () => clock.now();
  return {
    catalog: (table: string) => createDynamoCatalog({ client, table }),
    feedStates: (table: string) => createDynamoFeedStates({ client, table }),
    subscribers: (table: string) => createDynamoSubscribers({ client, table, now, log }),
    announcements: (table: string, retentionDays: number) =>
      createDynamoAnnouncements({ client, table, now, retentionDays }),
    /** For those who write no batch, and so need not know how long to keep one. */
    announcementRows: (table: string) => ({
      ...createDynamoAnnouncementRows({ client, table }),
      ...createDynamoBatchReader({ client, table }),
    }),
    latecomers: (table: string) => createDynamoLatecomers({ client, table }),
  };
};

export const wirePlanQueue = (surroundings: Surroundings, url: string): Pick<Queues, 'plan'> =>
  createPlanQueue({ client: createSqsClient(surroundings), url });

export const wireSendQueue = (surroundings: Surroundings, url: string): Pick<Queues, 'send'> =>
  createSendQueue({ client: createSqsClient(surroundings), url });

export const wireQueues = (
  surroundings: Surroundings,
  urls: { readonly planQueueUrl: string; readonly sendQueueUrl: string },
): Queues => {
  const client = createSqsClient(surroundings);
  return {
    ...createPlanQueue({ client, url: urls.planQueueUrl }),
    ...createSendQueue({ client, url: urls.sendQueueUrl }),
  };
};

export const wireMailer = (surroundings: Surroundings, configurationSet: string | undefined): Mailer =>
  createSesMailer({ configurationSet, client: connectionOf(surroundings, 'SES') });

export const wireKeys = (surroundings: Surroundings, keysSecretArn: string): Promise<Keys> =>
  loadKeys(keysSecretArn, () => createSecretsClient(surroundings));
