import { VARIABLES } from '../../lambdas/aws/environment.ts';
import { TABLES } from './names.ts';

/** The environment that the handlers, the SDK's clients and the command line find the local system by. */
export const localEnvironment = (system: {
  readonly databaseUrl: string;
  readonly queuesUrl: string;
  readonly sesUrl: string;
  readonly pagesUrl: string;
  readonly planQueueUrl: string;
  readonly sendQueueUrl: string;
  readonly keysFile: string;
  readonly senders: number;
}): Readonly<Record<string, string>> => ({
  [VARIABLES.catalogTable]: TABLES.catalog,
  [VARIABLES.subscribersTable]: TABLES.subscribers,
  [VARIABLES.announcementsTable]: TABLES.announcements,
  [VARIABLES.planQueueUrl]: system.planQueueUrl,
  [VARIABLES.sendQueueUrl]: system.sendQueueUrl,
  [VARIABLES.publicUrl]: system.pagesUrl,
  [VARIABLES.configurationSet]: 'announcer',
  [VARIABLES.keysSecretArn]: `file:${system.keysFile}`,
  [VARIABLES.senders]: String(system.senders),
  [VARIABLES.doubtPolicy]: 'hold',
  [VARIABLES.retentionDays]: '400',
  [VARIABLES.signUpsPerSource]: 'unlimited',
  AWS_ENDPOINT_URL_DYNAMODB: system.databaseUrl,
  AWS_ENDPOINT_URL_SQS: system.queuesUrl,
  AWS_ENDPOINT_URL_SES: system.sesUrl,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});
