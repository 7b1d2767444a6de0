import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

/** Calls a function every five minutes. A call that fails is not repeated: the next one does the same work. */
export const everyFiveMinutes = (scope: Construct, id: string, fn: HandlerFunction): Rule => {
  fn.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(5) });
  return new Rule(scope, id, {
    description: `Calls ${id} every five minutes`,
    schedule: Schedule.rate(Duration.minutes(5)),
    targets: [new LambdaFunction(fn, { retryAttempts: 0 })],
  });
};
