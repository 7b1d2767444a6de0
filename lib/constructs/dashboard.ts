import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  LogQueryWidget,
  SingleValueWidget,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { METRICS } from '../../lambdas/aws/metric-names.ts';
import type { HandlerFunction } from './handler-function.ts';
import { functionErrors, lambdaThrottles, ownMetric, sesReputation } from './measures.ts';
import type { Watch } from './watch.ts';

export type DashboardProps = {
  readonly watch: Watch;
  readonly functions: readonly HandlerFunction[];
  readonly queues: Readonly<Record<string, IQueue>>;
};

/** Answers: is an announcement running, how far, how fast, what bounced, what is in doubt. */
export class AnnouncerDashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      defaultInterval: Duration.hours(3),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: props.watch.alarms, width: 24, height: 4 })],
        [this.progress(props.functions), this.now()],
        [this.speed(), this.evidence(), this.queues(props.queues)],
        [this.reputation(), this.health(), HINT],
      ],
    });
  }

  private sum(name: (typeof METRICS)[keyof typeof METRICS], label: string): IMetric {
    return ownMetric(this, name, Stats.SUM, 1).with({ label });
  }

  private progress(functions: readonly HandlerFunction[]): IWidget {
    return new LogQueryWidget({
      title: 'Announcements: is one running, how far is it',
      logGroupNames: functions.map((fn) => fn.logGroup.logGroupName),
      queryLines: [
        'fields @timestamp, event, announcementId, audience, accepted, excluded, rejected, unknown, reason',
        'filter event like /^announcement\\./',
        'sort @timestamp desc',
        'limit 20',
      ],
      width: 16,
      height: 7,
    });
  }

  private now(): IWidget {
    return new SingleValueWidget({
      title: 'In the time shown',
      metrics: [
        this.sum(METRICS.accepted, 'accepted'),
        this.sum(METRICS.excluded, 'excluded'),
        this.sum(METRICS.rejected, 'rejected'),
        ownMetric(this, METRICS.unknown, Stats.MAXIMUM).with({ label: 'in doubt' }),
        ownMetric(this, METRICS.announcementsHeld, Stats.MAXIMUM).with({ label: 'held' }),
      ],
      setPeriodToTimeRange: true,
      width: 8,
      height: 7,
    });
  }

  private speed(): IWidget {
    return new GraphWidget({
      title: 'How fast: accepted a minute',
      left: [this.sum(METRICS.accepted, 'accepted'), this.sum(METRICS.rejected, 'rejected')],
      right: [
        ownMetric(this, METRICS.quotaSpentPercent, Stats.MAXIMUM).with({ label: 'daily quota spent, %' }),
      ],
      width: 8,
    });
  }

  private evidence(): IWidget {
    return new GraphWidget({
      title: 'Evidence: delivered, bounced, complained',
      left: [this.sum(METRICS.delivered, 'delivered')],
      right: [this.sum(METRICS.bounced, 'bounced'), this.sum(METRICS.complained, 'complained')],
      width: 8,
    });
  }

  private queues(queues: Readonly<Record<string, IQueue>>): IWidget {
    return new GraphWidget({
      title: 'Waiting in the queues',
      left: Object.entries(queues).map(([label, queue]) =>
        queue.metricApproximateNumberOfMessagesVisible({ label, statistic: Stats.MAXIMUM }),
      ),
      width: 8,
    });
  }

  private reputation(): IWidget {
    return new GraphWidget({
      title: 'Reputation of the account (SES reviews at 5 % and 0.1 %)',
      left: [sesReputation('BounceRate')],
      right: [sesReputation('ComplaintRate')],
      width: 8,
    });
  }

  private health(): IWidget {
    return new GraphWidget({
      title: 'Errors and throttles',
      left: [functionErrors(this).with({ label: 'errors' }), lambdaThrottles().with({ label: 'throttles' })],
      width: 8,
    });
  }
}

const HINT = new TextWidget({
  markdown:
    'One announcement in detail: `announcer announcement status ID`. What each alarm means: `docs/operations.md`.',
  width: 8,
  height: 6,
});
