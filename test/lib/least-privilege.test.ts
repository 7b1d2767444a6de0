import { describe, expect, it } from 'vitest';
import { templateOf } from './environment.ts';
import { permissionsOf } from './statements.ts';

const permissions = permissionsOf(templateOf());

const whoMay = (action: string, resource?: string): readonly string[] => [
  ...new Set(
    permissions
      .filter((one) => one.action === action && (resource === undefined || one.resource === resource))
      .map((one) => one.function)
      .sort(),
  ),
];

describe('who may call SES', () => {
  it('is the sender, the pages for their confirmations, and the preview', () => {
    expect(whoMay('ses:SendRawEmail')).toEqual(['Preview', 'Send', 'Web']);
  });

  it('is not the feed poller, which reads what strangers write: it asks the preview function', () => {
    expect(whoMay('lambda:InvokeFunction')).toEqual(['FeedPoll']);
  });

  it('holds for nothing but our identity and our configuration set, from an address at our domain', () => {
    const sending = permissions.filter(({ action }) => action === 'ses:SendRawEmail');
    for (const { resource, condition } of sending) {
      expect(resource).toMatch(
        /:identity\/MailSenderexamplecomIdentity$|:configuration-set\/MailConfigurationSet$/,
      );
      expect(condition).toEqual({ StringLike: { 'ses:FromAddress': ['*@example.com'] } });
    }
  });

  it('knows no other way to send', () => {
    const others = permissions.filter(
      ({ action }) => action.startsWith('ses:') && !/SendRawEmail|GetSendQuota/.test(action),
    );
    expect(others).toEqual([]);
  });
});

describe('addresses of subscribers', () => {
  it('are deleted by nobody: erasing writes a tombstone over the row', () => {
    expect(whoMay('dynamodb:DeleteItem', 'SubscribersTable')).toEqual([]);
  });

  it('are changed by the pages, and by evidence that suppresses', () => {
    expect(whoMay('dynamodb:PutItem', 'SubscribersTable')).toEqual(['Evidence', 'Web']);
  });

  it('are out of reach of every function that has no use for them', () => {
    const reach = new Set(
      permissions.filter(({ resource }) => resource === 'SubscribersTable').map((one) => one.function),
    );
    expect([...reach].sort()).toEqual(['Evidence', 'Plan', 'Send', 'Web']);
  });
});

describe('every function', () => {
  it('reads keyed: nobody may scan a table, and nobody may change one', () => {
    const wide = permissions.filter(({ action }) => /Scan|Table$|TimeToLive|PartiQL/.test(action));
    expect(wide).toEqual([]);
  });

  it('has no wildcard in an action', () => {
    expect(permissions.filter(({ action }) => action.includes('*'))).toEqual([]);
  });

  it('has a wildcard resource only for the two actions that take no other', () => {
    const wide = permissions.filter(({ resource }) => resource.includes('*'));
    expect([...new Set(wide.map(({ action, resource }) => `${action} ${resource}`))].sort()).toEqual([
      'dynamodb:ListStreams *',
      'ses:GetSendQuota *',
    ]);
  });

  it('writes its own log group and no other', () => {
    for (const { function: name, resource } of permissions.filter(({ action }) => action.startsWith('logs:')))
      expect(resource).toBe(`${name}Logs`);
  });
});

describe('the keys', () => {
  it('are read by those who make or check links, and written by nobody', () => {
    expect(whoMay('secretsmanager:GetSecretValue')).toEqual(['Send', 'Web']);
    expect(permissions.filter(({ action }) => /secretsmanager:(?!GetSecretValue)/.test(action))).toEqual([]);
  });
});

describe('an announcement', () => {
  it('is begun by nobody but the stream’s function and the sweep', () => {
    expect(whoMay('sqs:SendMessage', 'PlanQueue')).toEqual(['Announce', 'Plan', 'Sweep']);
  });

  it('cannot be read together with anybody’s address by the pages: they read its page alone', () => {
    expect(whoMay('dynamodb:Query', 'AnnouncementsTable')).not.toContain('Web');
  });
});
