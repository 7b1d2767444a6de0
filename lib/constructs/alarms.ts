import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { HELD_ALARM, METRICS } from '../../lambdas/aws/metric-names.ts';
import type { HandlerFunction } from './handler-function.ts';
import { functionErrors, lambdaThrottles, ownMetric, sesReputation } from './measures.ts';
import type { Watch } from './watch.ts';

const fiveMinutes = Duration.minutes(5);

/** What came to rest in a queue of last resort. */
export const watchFailures = (watch: Watch, deadLetters: IQueue, failedEvents: IQueue): void => {
  watch.over({
    id: 'DeadLetters',
    meaning: 'A message was tried five times in vain. The sweep does its work; its cause still wants a look.',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: fiveMinutes,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1,
  });
  watch.over({
    id: 'FailedEvents',
    meaning:
      'A change of the catalog or a schedule could not be handed to its function. The sweep does its work.',
    metric: failedEvents.metricApproximateNumberOfMessagesVisible({
      period: fiveMinutes,
      statistic: Stats.MAXIMUM,
    }),
    threshold: 1,
  });
};

export const watchFunctions = (
  watch: Watch,
  { announce, sweep }: { readonly announce: HandlerFunction; readonly sweep: HandlerFunction },
): void => {
  watch.over({
    id: 'StreamLag',
    meaning: 'The catalog’s stream is read more than ten minutes late: new episodes wait for the sweep.',
    metric: new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'IteratorAge',
      dimensionsMap: { FunctionName: announce.functionName },
      statistic: Stats.MAXIMUM,
      period: fiveMinutes,
    }),
    threshold: Duration.minutes(10).toMilliseconds(),
  });
  watch.over({
    id: 'FunctionErrors',
    meaning: 'A function failed or reported an error.',
    metric: functionErrors(watch),
    threshold: 1,
  });
  watch.over({
    id: 'FunctionThrottles',
    meaning: 'Lambda turned calls away in this account and region: its concurrency is used up.',
    metric: lambdaThrottles(),
    threshold: 1,
    // A burst of one minute is retried by itself.
    periods: 2,
  });
  watch.over({
    id: 'SweepAbsent',
    meaning: 'The sweep has not run for fifteen minutes: nothing that stalls is restarted.',
    metric: sweep.metricInvocations({ period: fiveMinutes, statistic: Stats.SUM }),
    threshold: 1,
    comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
    periods: 3,
    silence: TreatMissingData.BREACHING,
  });
};

export const watchAnnouncements = (watch: Watch): void => {
  watch.over({
    id: 'AnnouncementsHeld',
    meaning: 'An announcement is paused, or has stalled for fifteen minutes: readers wait for it.',
    metric: ownMetric(watch, METRICS.announcementsHeld, Stats.SUM, 15),
    threshold: HELD_ALARM,
  });
  watch.over({
    id: 'UnknownOutcomes',
    meaning: 'An announcement ended with members of whom nobody knows whether SES took their message.',
    metric: ownMetric(watch, METRICS.unknown, Stats.MAXIMUM),
    threshold: 1,
  });
  watch.over({
    id: 'QuotaNearlySpent',
    meaning:
      'Nine tenths of what SES sends in 24 hours is spent. What is left over goes out when the window frees.',
    metric: ownMetric(watch, METRICS.quotaSpentPercent, Stats.MAXIMUM),
    threshold: 90,
  });
};

/**
 * SES reviews an account at 5 % bounces or 0.1 % complaints (SES developer guide, "Reputation metrics"). It tells the rates
 * while mail goes out; between two mailings the last word stands, for a rate does not fall by silence.
 */
export const watchReputation = (watch: Watch): void => {
  watch.over({
    id: 'BounceRate',
    meaning:
      'Bounces of this account have passed 4 %. SES reviews an account at 5 % and may pause it at 10 %.',
    metric: sesReputation('BounceRate'),
    threshold: 0.04,
    silence: TreatMissingData.IGNORE,
  });
  watch.over({
    id: 'ComplaintRate',
    meaning:
      'Complaints of this account have passed 0.08 %. SES reviews an account at 0.1 % and may pause it at 0.5 %.',
    metric: sesReputation('ComplaintRate'),
    threshold: 0.0008,
    silence: TreatMissingData.IGNORE,
  });
};
