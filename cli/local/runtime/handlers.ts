import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { createSharedPace } from '../../../lambdas/announcements/pace.ts';
import type { Clock, Log } from '../../../lambdas/announcements/ports.ts';
import type { SendDeps } from '../../../lambdas/announcements/sender.ts';
import { createDynamoClient, createSqsClient } from '../../../lambdas/aws/clients.ts';
import { createDynamoAnnouncements } from '../../../lambdas/aws/dynamo-announcements.ts';
import { createDynamoCatalog } from '../../../lambdas/aws/dynamo-catalog.ts';
import { createDynamoSubscribers } from '../../../lambdas/aws/dynamo-subscribers.ts';
import { readEnvironment, SETTINGS } from '../../../lambdas/aws/environment.ts';
import { loadKeys } from '../../../lambdas/aws/keys.ts';
import { createSesMailer } from '../../../lambdas/aws/ses-mailer.ts';
import { createSqsQueues } from '../../../lambdas/aws/sqs-queues.ts';
import { createComposer } from '../../../lambdas/email/composer.ts';
import { personalise } from '../../../lambdas/email/personalise.ts';
import { createAnnounceHandler } from '../../../lambdas/handlers/announce.ts';
import { createEvidenceHandler } from '../../../lambdas/handlers/evidence.ts';
import { createPlanHandler } from '../../../lambdas/handlers/plan.ts';
import { createSendHandler } from '../../../lambdas/handlers/send.ts';
import { createSweepHandler } from '../../../lambdas/handlers/sweep.ts';
import { createWebHandler } from '../../../lambdas/handlers/web.ts';
import { signToken } from '../../../lambdas/subscribers/tokens.ts';
import { createConfirmationMailer } from '../../../lambdas/web/confirmation-mailer.ts';
import { WEB_SETTINGS } from '../../../lambdas/web/ports.ts';

export type Handler = (event: unknown, context: Context) => Promise<unknown>;
export type Handlers = Readonly<Record<'announce' | 'plan' | 'send' | 'evidence' | 'sweep' | 'web', Handler>>;

const systemClock: Clock = { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) };

/**
 * The handlers over the adapters that also run in AWS. The SDK's clients read their endpoints from the process's
 * environment, so that has to be set first.
 */
export const wireHandlers = async (
  environment: Readonly<Record<string, string | undefined>>,
  { log, clock = systemClock }: { readonly log: Log; readonly clock?: Clock },
) => {
  const settings = readEnvironment(SETTINGS, environment);
  const { publicUrl, doubtPolicy, senders, retentionDays } = settings;
  const now = () => clock.now();
  const client = createDynamoClient();
  const keys = await loadKeys(settings.keysSecretArn);
  const catalog = createDynamoCatalog({ client, table: settings.catalogTable });
  const subscribers = createDynamoSubscribers({ client, table: settings.subscribersTable, now, log });
  const announcements = createDynamoAnnouncements({
    client,
    table: settings.announcementsTable,
    now,
    retentionDays,
  });
  const queues = createSqsQueues({ client: createSqsClient(), ...settings });
  const mailer = createSesMailer({ configurationSet: settings.configurationSet });
  const pace = createSharedPace({ store: announcements, mailer, clock, log, senders });
  const compose = createComposer({ publicUrl, now });
  const personal: SendDeps['personalise'] = (message, show, subscriber, to) =>
    personalise(message, {
      to,
      unsubscribeToken: signToken(keys, { purpose: 'unsubscribe', show, subscriber }),
      preferencesToken: signToken(keys, { purpose: 'preferences', show, subscriber }),
    });

  const common = { catalog, announcements, queues, mailer, pace, compose, clock, log, doubtPolicy };
  const handlers: Handlers = {
    announce: createAnnounceHandler(common),
    plan: createPlanHandler({ ...common, audience: subscribers }),
    send: createSendHandler({
      ...common,
      audience: subscribers,
      personalise: personal,
      newHolder: () => randomUUID(),
    }),
    evidence: createEvidenceHandler({ ...common, audience: subscribers }),
    sweep: createSweepHandler({ ...common, audience: subscribers }),
    web: createWebHandler({
      publicUrl,
      keys,
      catalog,
      subscribers,
      limits: subscribers,
      announcements,
      confirmations: createConfirmationMailer({ mailer, publicUrl, clock, log }),
      clock,
      log,
      settings: { ...WEB_SETTINGS, signUpsPerSourceHourly: settings.signUpsPerSource },
    }),
  };
  return { handlers, catalog, announcements };
};
