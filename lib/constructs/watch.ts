import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { NotificationTopic } from './notification-topic.ts';

export type Watched = {
  /** The alarm's id, and in kebab-case its heading in docs/operations.md. */
  readonly id: string;
  /** What it means, in a sentence that an operator reads in a mail at night. */
  readonly meaning: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly comparison?: ComparisonOperator;
  /** Periods in a row. */
  readonly periods?: number;
  /** What silence means. */
  readonly silence?: TreatMissingData;
};

export const RUNBOOK = 'docs/operations.md';

export const headingOf = (alarmId: string): string =>
  alarmId.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`);

/** Tells the alarm address when something needs a person, and when it is over. */
export class Watch extends Construct {
  readonly alarms: Alarm[] = [];
  private readonly action: SnsAction;

  constructor(scope: Construct, id: string, alarmAddress: string) {
    super(scope, id);
    const topic = new NotificationTopic(this, 'Topic');
    topic.addSubscription(new EmailSubscription(alarmAddress));
    topic.addToResourcePolicy(fromOurAlarms(topic));
    this.action = new SnsAction(topic);
  }

  over(watched: Watched): void {
    const alarm = new Alarm(this, watched.id, {
      alarmDescription: `${watched.meaning} What to do: ${RUNBOOK}#${headingOf(watched.id)}`,
      metric: watched.metric,
      threshold: watched.threshold,
      comparisonOperator: watched.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: watched.periods ?? 1,
      treatMissingData: watched.silence ?? TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.action);
    alarm.addOkAction(this.action);
    this.alarms.push(alarm);
  }
}

/**
 * A topic without a policy takes what alarms of its own account say. Ours has one (TLS alone), and unless CloudWatch is named
 * there, an alarm turns red in the console and nobody is told.
 */
const fromOurAlarms = (topic: Topic): PolicyStatement => {
  const alarms = Stack.of(topic).formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new PolicyStatement({
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { ArnLike: { 'aws:SourceArn': alarms } },
  });
};
