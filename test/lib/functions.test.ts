import { describe, expect, it } from 'vitest';
import { FUNCTION_ENTRIES } from '../../lib/function-entries.ts';
import { templateOf } from './environment.ts';
import { permissionsOf, withoutHash } from './statements.ts';

const template = templateOf();
const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(
  ({ Properties }) => Properties,
);

describe('every function', () => {
  it('runs on Node 24 and arm64, and names our files in its stack traces', () => {
    expect(functions).toHaveLength(FUNCTION_ENTRIES.length);
    for (const fn of functions) {
      expect(fn).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
      expect(fn['Environment'].Variables.NODE_OPTIONS).toContain('--enable-source-maps');
    }
  });

  it('logs JSON into a group of its own', () => {
    const groups = functions.map(({ LoggingConfig }) => LoggingConfig);
    for (const { LogFormat } of groups) expect(LogFormat).toBe('JSON');
    expect(new Set(groups.map(({ LogGroup }) => LogGroup.Ref)).size).toBe(functions.length);
  });

  it('is stopped by Lambda when it calls itself in circles, but for those that go on by their own queue', () => {
    const allowed = Object.entries(template.findResources('AWS::Lambda::Function'))
      .filter(([, { Properties }]) => Properties.RecursiveLoop === 'Allow')
      .map(([id]) => withoutHash(id));
    const permissions = permissionsOf(template);
    const consumers = new Map(
      permissions
        .filter(({ action }) => action === 'sqs:ReceiveMessage')
        .map((one) => [one.resource, one.function]),
    );
    const circles = permissions
      .filter(
        ({ action, resource, function: name }) =>
          action === 'sqs:SendMessage' && consumers.get(resource) === name,
      )
      .map((one) => one.function);
    expect(circles.sort()).toEqual(['Plan', 'Send']);
    expect(allowed.sort()).toEqual(circles);
  });

  it('leaves the account’s concurrency to itself: a new account has ten, of which none can be reserved', () => {
    for (const fn of functions) expect(fn).not.toHaveProperty('ReservedConcurrentExecutions');
  });
});

describe('the pages', () => {
  it('take as many sign-ups from one source as the configuration says', () => {
    templateOf({ signUpsPerSource: 500 }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { SIGN_UPS_PER_SOURCE: '500' } },
    });
  });

  it('take a bounded flood', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 500 },
    });
  });
});

describe('every role', () => {
  // IAM takes Latin-1 alone (CreateRole, API reference), and says so in the middle of a deployment.
  it('is described in letters that IAM takes', () => {
    const described = Object.values(template.findResources('AWS::IAM::Role')).map(
      ({ Properties }) => Properties.Description,
    );
    for (const description of described) expect(description).toMatch(/^[ -~¡-ÿ]{1,1000}$/);
  });
});

describe('the role of the schedules', () => {
  it('serves this account’s schedules alone', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Action: 'sts:AssumeRole',
            Effect: 'Allow',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });
});
