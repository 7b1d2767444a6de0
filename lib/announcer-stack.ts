import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { VARIABLES } from '../lambdas/aws/environment.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { Configuration } from './config.ts';
import { watchAnnouncements, watchFailures, watchFunctions, watchReputation } from './constructs/alarms.ts';
import { AnnouncerDashboard } from './constructs/dashboard.ts';
import type { CodeOf } from './constructs/functions.ts';
import { Watch } from './constructs/watch.ts';
import { grantAll } from './grants.ts';
import { makeParts, type Parts } from './parts.ts';

export type AnnouncerStackProps = StackProps & {
  readonly configuration: Configuration;
  readonly codeOf: CodeOf;
  /** Any new value makes every function start anew, and so read the keys again. */
  readonly restart?: string;
};

/** One environment: everything that announces the episodes of its shows. */
export class AnnouncerStack extends Stack {
  constructor(scope: Construct, id: string, props: AnnouncerStackProps) {
    super(scope, id, props);
    const parts = makeParts(this, props.configuration, props.codeOf);
    grantAll(parts);
    if (props.restart !== undefined)
      for (const fn of Object.values(parts.functions)) fn.addEnvironment('RESTART', props.restart);
    watchOver(this, parts);
    giveOutputs(this, parts);
  }
}

const watchOver = (scope: Construct, parts: Parts): void => {
  const watch = new Watch(scope, 'Watch', parts.configuration.alarmAddress);
  watchFailures(watch, parts.deadLetters.queue, parts.failedEvents.queue);
  watchFunctions(watch, parts.functions);
  watchAnnouncements(watch);
  watchReputation(watch);
  new AnnouncerDashboard(scope, 'Dashboard', {
    watch,
    functions: Object.values(parts.functions),
    queues: {
      'to plan': parts.planQueue.queue,
      'to send': parts.sendQueue.queue,
      evidence: parts.evidence.queue,
      'dead letters': parts.deadLetters.queue,
      'failed events': parts.failedEvents.queue,
    },
  });
};

/** What the command line reads to find its way: each variable under its own name. */
const giveOutputs = (stack: Stack, parts: Parts): void => {
  const values: Partial<Record<keyof typeof VARIABLES, string>> = {
    catalogTable: parts.catalog.tableName,
    subscribersTable: parts.subscribers.tableName,
    announcementsTable: parts.announcements.tableName,
    planQueueUrl: parts.planQueue.queue.queueUrl,
    sendQueueUrl: parts.sendQueue.queue.queueUrl,
    publicUrl: parts.web.publicUrl,
    configurationSet: parts.mail.configurationSet.configurationSetName,
    keysSecretArn: parts.keys.secretArn,
    senders: String(parts.configuration.senders),
    doubtPolicy: parts.configuration.doubtPolicy,
    retentionDays: String(parts.configuration.retentionDays),
    previewFunction: parts.functions.preview.functionName,
    publishFunctionArn: parts.schedule.targetArn,
    publishScheduleGroup: parts.schedule.groupName,
    publishScheduleRoleArn: parts.schedule.role.roleArn,
    failedEventsUrl: parts.failedEvents.queue.queueUrl,
    failedEventsArn: parts.failedEvents.queue.queueArn,
    deadLettersUrl: parts.deadLetters.queue.queueUrl,
    deadLettersArn: parts.deadLetters.queue.queueArn,
    senderDomains: parts.configuration.senderDomains.map(({ domain }) => domain).join(','),
    version: packageFile.version,
  };
  const outputs = new Construct(stack, 'Outputs');
  for (const [name, value] of Object.entries(values)) {
    const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    new CfnOutput(outputs, id, { value }).overrideLogicalId(id);
  }
};
