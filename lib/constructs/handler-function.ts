import { type Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { VARIABLES } from '../../lambdas/aws/environment.ts';
import { METRIC_SERVICE } from '../../lambdas/aws/metric-names.ts';
import { countErrors, namespaceOf } from './measures.ts';

export type HandlerProps = {
  /** A module `index` whose export `handler` Lambda calls. */
  readonly code: Code;
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly logRetention: RetentionDays;
  /** Writes to the queue that calls it. */
  readonly goesOnByItself?: boolean;
};

/**
 * Stack traces name our files; the maps are read only when an error is thrown. And V8 collects garbage after 8 MB
 * of it where it would wait for 16 or 32: a sender then holds 120 MB and not 190, at no measurable cost in time.
 */
const NODE_OPTIONS = '--enable-source-maps --max-semi-space-size=8';

/**
 * What every function has in common: the runtime, one ESM bundle with everything in it, JSON logs in a group of
 * its own, and a role that may write that group and nothing else until a construct grants more.
 */
export class HandlerFunction extends LambdaFunction {
  readonly timeLimit: Duration;

  constructor(scope: Construct, id: string, props: HandlerProps) {
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `${Stack.of(scope).stackName}: ${props.description}`,
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      code: props.code,
      handler: 'index.handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lambda takes the sixteenth call of such a chain for a loop without an end, and lets the message die (Lambda
      // developer guide, "Use Lambda recursive loop detection").
      ...(props.goesOnByItself === true ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      environment: {
        NODE_OPTIONS,
        POWERTOOLS_SERVICE_NAME: METRIC_SERVICE,
        POWERTOOLS_METRICS_NAMESPACE: namespaceOf(scope),
      },
    });
    this.timeLimit = props.timeout;
    countErrors(this, logGroup);
  }

  /** Sets the variable that `readEnvironment` reads under the same name. */
  setting(name: keyof typeof VARIABLES, value: string): this {
    this.addEnvironment(VARIABLES[name], value);
    return this;
  }

  /** Lets another function call this one, and tells it under which name. */
  grantInvocation(caller: HandlerFunction, name: keyof typeof VARIABLES): void {
    caller.setting(name, this.functionName);
    caller.allow(['lambda:InvokeFunction'], [this.functionArn]);
  }

  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: Record<string, unknown>,
  ): void {
    this.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    );
  }

  /** For an action that IAM lets nobody narrow to a resource. */
  allowEverywhere(action: string, reason: string): void {
    this.allow([action], ['*']);
    if (this.role === undefined) return;
    Validations.of(this.role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason });
  }
}
