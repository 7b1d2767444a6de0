import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { FailedEvents } from './failed-events.ts';
import type { HandlerFunction } from './handler-function.ts';

/** The group in which the command line puts one-time schedules, and the role with which they call publish. */
export class PublishSchedule extends Construct {
  readonly groupName: string;
  readonly role: Role;
  readonly targetArn: string;

  constructor(scope: Construct, id: string, publish: HandlerFunction, failures: FailedEvents) {
    super(scope, id);
    this.groupName = new CfnScheduleGroup(this, 'Group').ref;
    this.targetArn = publish.functionArn;
    // Scheduler hands the event to Lambda's own queue, so it is Lambda that tries again and keeps what failed.
    failures.grantSend(publish);
    new CfnEventInvokeConfig(this, 'Attempts', {
      functionName: publish.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: { onFailure: { destination: failures.queue.queueArn } },
    });
    const { account } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      description: 'EventBridge Scheduler publishes an episode at its time',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        // Against a schedule of another account that names our role (confused deputy).
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [this.targetArn] }),
    );
    this.role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queue.queueArn] }),
    );
  }
}
