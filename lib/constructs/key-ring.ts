import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { HandlerFunction } from './handler-function.ts';

/**
 * The deployment's one secret. Secrets Manager draws it at random when the stack is first made; the functions derive
 * the identity key and the first signing key from it (lambdas/aws/key-ring.ts). Losing it would break every link
 * in every email already sent and every subscriber's id, so it outlives the stack as the tables do.
 */
export class KeyRing extends Secret {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Keys that name subscribers and sign their links. Rotate with: announcer keys add',
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'seed',
        // 64 of 62 letters and digits: 381 bits, more than the 256 of each key drawn from it.
        passwordLength: 64,
        excludePunctuation: true,
        includeSpace: false,
      },
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'A link in an email must work for years and a subscriber id for ever: keys are added (announcer keys add), never replaced by a timer.',
    });
  }

  grantUse(fn: HandlerFunction): void {
    fn.setting('keysSecretArn', this.secretArn);
    fn.allow(['secretsmanager:GetSecretValue'], [this.secretArn]);
  }
}
