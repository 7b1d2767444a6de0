import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * A topic that takes messages over TLS alone. SNS keeps what passes through it on encrypted disks (SNS developer
 * guide, "Securing data with server-side encryption"). A key of our own on top would cost $1 a month each,
 * and neither SES nor CloudWatch may use the free key that AWS manages.
 */
export class NotificationTopic extends Topic {
  constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true });
  }
}
