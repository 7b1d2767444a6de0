import type { Construct } from 'constructs';
import type { Configuration } from './config.ts';
import { AnnouncementsTable } from './constructs/announcements-table.ts';
import { CatalogTable } from './constructs/catalog-table.ts';
import { EvidenceChannel } from './constructs/evidence-channel.ts';
import { FailedEvents } from './constructs/failed-events.ts';
import { type CodeOf, makeFunctions } from './constructs/functions.ts';
import { KeyRing } from './constructs/key-ring.ts';
import { MailService } from './constructs/mail-service.ts';
import { PublishSchedule } from './constructs/publish-schedule.ts';
import { everyFiveMinutes } from './constructs/repetition.ts';
import { SubscribersTable } from './constructs/subscribers-table.ts';
import { WebApi } from './constructs/web-api.ts';
import { DeadLetters, WorkQueue } from './constructs/work-queue.ts';

/** Everything an environment is made of, each capability a construct, none permitted anything yet. */
export const makeParts = (scope: Construct, configuration: Configuration, codeOf: CodeOf) => {
  const logRetention = configuration.logRetentionDays;
  const functions = makeFunctions(scope, codeOf, logRetention);
  const deadLetters = new DeadLetters(scope, 'DeadLetters');
  const failedEvents = new FailedEvents(scope, 'FailedEvents');
  const evidence = new EvidenceChannel(scope, 'EvidenceChannel', functions.evidence, deadLetters);
  everyFiveMinutes(scope, 'SweepEveryFiveMinutes', functions.sweep);
  everyFiveMinutes(scope, 'FeedsEveryFiveMinutes', functions.feedPoll);
  return {
    configuration,
    functions,
    deadLetters,
    failedEvents,
    evidence,
    catalog: new CatalogTable(scope, 'CatalogTable'),
    subscribers: new SubscribersTable(scope, 'SubscribersTable'),
    announcements: new AnnouncementsTable(scope, 'AnnouncementsTable'),
    keys: new KeyRing(scope, 'KeyRing'),
    mail: new MailService(scope, 'Mail', configuration, evidence.topic),
    web: new WebApi(scope, 'WebApi', { pages: configuration.pages, logRetention, answeredBy: functions.web }),
    schedule: new PublishSchedule(scope, 'PublishSchedule', functions.publish, failedEvents),
    planQueue: new WorkQueue(scope, 'PlanQueue', {
      consumer: functions.plan,
      deadLetters,
      batchSize: 1,
      maxConcurrency: 2,
    }),
    sendQueue: new WorkQueue(scope, 'SendQueue', {
      consumer: functions.send,
      deadLetters,
      // A batch is up to a hundred mails: one call works on one.
      batchSize: 1,
      maxConcurrency: configuration.senders,
    }),
  };
};

export type Parts = ReturnType<typeof makeParts>;
