import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { templateOf } from './environment.ts';

const template = templateOf();
const tables = Object.entries(template.findResources('AWS::DynamoDB::Table'));

describe('the tables', () => {
  it('survive the stack', () => {
    expect(tables).toHaveLength(3);
    for (const [, table] of tables) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(table).toMatchObject({ Properties: { DeletionProtectionEnabled: true } });
    }
  });

  it('can be restored to any second of the last 35 days', () => {
    for (const [, table] of tables)
      expect(table).toMatchObject({
        Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      });
  });

  it('cost nothing while nobody uses them', () => {
    for (const [, table] of tables)
      expect(table).toMatchObject({ Properties: { BillingMode: 'PAY_PER_REQUEST' } });
  });

  // A key or a local index cannot be changed: CloudFormation would make a new, empty table and leave the old one.
  it('keep the keys and indexes they were first made with', () => {
    const shape = (id: string) => {
      const [, table] = tables.find(([name]) => name.startsWith(id)) ?? [];
      return {
        key: table?.Properties.KeySchema.map((key: { AttributeName: string }) => key.AttributeName),
        indexes: table?.Properties.LocalSecondaryIndexes?.map((index: Record<string, unknown>) => [
          index['IndexName'],
          index['Projection'],
        ]),
        types: new Set(
          table?.Properties.AttributeDefinitions.map((one: { AttributeType: string }) => one.AttributeType),
        ),
      };
    };
    expect(shape('CatalogTable')).toMatchInlineSnapshot(`
      {
        "indexes": [
          [
            "byPublishedAt",
            {
              "NonKeyAttributes": [
                "title",
                "status",
                "announce",
                "durationSeconds",
                "number",
                "pageUrl",
                "publishAt",
              ],
              "ProjectionType": "INCLUDE",
            },
          ],
          [
            "byPublishAt",
            {
              "NonKeyAttributes": [
                "title",
                "status",
                "announce",
                "durationSeconds",
                "number",
                "pageUrl",
                "publishedAt",
              ],
              "ProjectionType": "INCLUDE",
            },
          ],
        ],
        "key": [
          "showId",
          "record",
        ],
        "types": Set {
          "S",
        },
      }
    `);
    expect(shape('SubscribersTable')).toMatchInlineSnapshot(`
      {
        "indexes": undefined,
        "key": [
          "shard",
          "subscriberId",
        ],
        "types": Set {
          "S",
        },
      }
    `);
    expect(shape('AnnouncementsTable')).toMatchInlineSnapshot(`
      {
        "indexes": undefined,
        "key": [
          "announcementId",
          "record",
        ],
        "types": Set {
          "S",
        },
      }
    `);
  });

  it('have indexes over the attributes that give them their names', () => {
    const catalog = tables.find(([name]) => name.startsWith('CatalogTable'))?.[1];
    expect(
      catalog?.Properties.LocalSecondaryIndexes.map((index: { KeySchema: { AttributeName: string }[] }) =>
        index.KeySchema.map((key) => key.AttributeName),
      ),
    ).toEqual([
      ['showId', 'publishedAt'],
      ['showId', 'publishAt'],
    ]);
  });

  it('forget what is expired: unconfirmed sign-ups, limits, old announcements', () => {
    template.resourcePropertiesCountIs(
      'AWS::DynamoDB::Table',
      { TimeToLiveSpecification: { Enabled: true } },
      2,
    );
  });
});

describe('an update of the stack', () => {
  // CloudFormation knows a resource by this name. With another it makes a new one: an empty table, an address that no link
  // in any mailbox points to, an identity that SES says is there already. A construct that moves changes the name.
  it('finds again what cannot be made anew', () => {
    const ids = (type: string) => Object.keys(template.findResources(type)).sort();
    expect(ids('AWS::DynamoDB::Table')).toEqual([
      'AnnouncementsTable77DB15DD',
      'CatalogTableF8EA09BD',
      'SubscribersTable0095C04E',
    ]);
    expect(ids('AWS::SecretsManager::Secret')).toEqual(['KeyRing8DA97F45']);
    expect(ids('AWS::ApiGatewayV2::Api')).toEqual(['WebApi98C10547']);
    expect(ids('AWS::SES::EmailIdentity')).toEqual(['MailSenderexamplecomIdentityCF3F5376']);
    expect(ids('AWS::Scheduler::ScheduleGroup')).toEqual(['PublishScheduleGroup913634F6']);
  });
});

describe('the keys', () => {
  it('survive the stack: without them every link sent and every subscriber’s id is lost', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      // Any change of these draws a new secret.
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{}',
          GenerateStringKey: 'seed',
          PasswordLength: 64,
          ExcludePunctuation: true,
          IncludeSpace: false,
        },
      },
    });
  });

  it('are generated in AWS, not in the template', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', { SecretString: Match.absent() });
  });
});

describe('queues, topics and pages', () => {
  it('are spoken to over TLS alone', () => {
    const denials = Object.values({
      ...template.findResources('AWS::SQS::QueuePolicy'),
      ...template.findResources('AWS::SNS::TopicPolicy'),
    }).map((policy) => JSON.stringify(policy.Properties.PolicyDocument.Statement));
    const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
    const topics = Object.keys(template.findResources('AWS::SNS::Topic'));
    expect(denials).toHaveLength(queues.length + topics.length);
    for (const statements of denials)
      expect(statements).toContain('"Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"');
  });

  it('encrypt what they keep', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue'));
    for (const queue of queues) expect(queue).toMatchObject({ Properties: { SqsManagedSseEnabled: true } });
  });

  it('log requests without a path or a source, which would tell tokens and people', () => {
    const [stage] = Object.values(template.findResources('AWS::ApiGatewayV2::Stage'));
    const format: unknown = stage?.Properties.AccessLogSettings.Format;
    expect(format).toContain('$context.status');
    expect(format).not.toMatch(/path|sourceIp|identity|userAgent|rawQuery/i);
  });
});

describe('names', () => {
  it('are given by CloudFormation, so that environments stand side by side', () => {
    const named = [
      ['AWS::DynamoDB::Table', 'TableName'],
      ['AWS::SQS::Queue', 'QueueName'],
      ['AWS::SNS::Topic', 'TopicName'],
      ['AWS::Lambda::Function', 'FunctionName'],
      ['AWS::IAM::Role', 'RoleName'],
      ['AWS::Logs::LogGroup', 'LogGroupName'],
      ['AWS::SecretsManager::Secret', 'Name'],
      ['AWS::SES::ConfigurationSet', 'Name'],
      ['AWS::Scheduler::ScheduleGroup', 'Name'],
      ['AWS::CloudWatch::Alarm', 'AlarmName'],
      ['AWS::Events::Rule', 'Name'],
    ] as const;
    for (const [type, property] of named) {
      const resources = Object.values(template.findResources(type));
      expect(resources.length, type).toBeGreaterThan(0);
      for (const resource of resources) expect(resource.Properties ?? {}, type).not.toHaveProperty(property);
    }
  });
});

describe('logs', () => {
  it('are kept for the days configured', () => {
    const kept = templateOf({ logRetentionDays: 90 }).findResources('AWS::Logs::LogGroup');
    expect(Object.values(kept).map((group) => group.Properties.RetentionInDays)).toEqual(
      Array.from({ length: 10 }, () => 90),
    );
  });
});
