import { Duration, Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import {
  METRIC_NAMESPACE,
  METRIC_SERVICE,
  METRICS,
  type MetricName,
} from '../../lambdas/aws/metric-names.ts';

/** One namespace for each environment, so that several in one account do not mix. */
export const namespaceOf = (scope: IConstruct): string => `${METRIC_NAMESPACE}/${Stack.of(scope).stackName}`;

/** A metric that our functions send. Powertools adds the dimension `service`. */
export const ownMetric = (scope: IConstruct, name: MetricName, statistic: string, minutes = 5): Metric =>
  new Metric({
    namespace: namespaceOf(scope),
    metricName: name,
    dimensionsMap: { service: METRIC_SERVICE },
    statistic,
    period: Duration.minutes(minutes),
  });

/** All functions of the stack together. */
export const functionErrors = (scope: IConstruct): Metric =>
  new Metric({
    namespace: namespaceOf(scope),
    metricName: METRICS.functionErrors,
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });

/** Counts what went wrong in a function, whatever the way: an error it logged, a throw, a time-out, no memory left. */
export const countErrors = (fn: IConstruct, logGroup: ILogGroup): void => {
  new MetricFilter(fn, 'Errors', {
    logGroup,
    metricNamespace: namespaceOf(fn),
    metricName: METRICS.functionErrors,
    metricValue: '1',
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.level', '=', 'ERROR'),
      FilterPattern.all(
        FilterPattern.stringValue('$.type', '=', 'platform.report'),
        FilterPattern.stringValue('$.record.status', '!=', 'success'),
      ),
    ),
  });
};

/** Of the whole account: what AWS itself looks at before it pauses an account. */
export const sesReputation = (name: 'BounceRate' | 'ComplaintRate'): Metric =>
  new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${name}`,
    statistic: Stats.MAXIMUM,
    period: Duration.hours(1),
  });

/** Of the whole account in this region: its functions share one pool of concurrency, so each takes it from ours. */
export const lambdaThrottles = (): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Throttles',
    statistic: Stats.SUM,
    period: Duration.minutes(5),
  });
