import { describe, expect, it } from 'vitest';
import { readEnvironments } from '../../lib/config.ts';
import { AnnouncerError } from '../../lambdas/errors.ts';
import { written } from './environment.ts';

const faultsOf = (context: unknown, only?: string): string => {
  try {
    readEnvironments(context, only);
  } catch (error) {
    if (error instanceof AnnouncerError) return error.message;
    throw error;
  }
  return 'no fault';
};

const withChange = (change: Readonly<Record<string, unknown>>): string =>
  faultsOf({ production: { ...written, ...change } });

describe('the configuration in cdk.json', () => {
  it('needs four settings and fills in the rest', () => {
    expect(readEnvironments({ production: written })).toEqual([
      {
        name: 'production',
        configuration: {
          region: 'eu-west-1',
          senderDomains: [{ domain: 'example.com', dns: 'elsewhere', mailFrom: 'bounce', dmarc: 'none' }],
          pages: 'api-address',
          alarmAddress: 'operators@example.com',
          senders: 2,
          retentionDays: 400,
          logRetentionDays: 30,
          doubtPolicy: 'hold',
          signUpsPerSource: 60,
          sandboxRecipients: [],
        },
      },
    ]);
  });

  it('holds several environments, of which one can be chosen', () => {
    const context = { production: written, staging: { ...written, region: 'us-east-1' } };
    expect(readEnvironments(context).map(({ name }) => name)).toEqual(['production', 'staging']);
    expect(readEnvironments(context, 'staging').map(({ name }) => name)).toEqual(['staging']);
  });
});

describe('a broken configuration gets a message that names the setting, the value and an example', () => {
  const zone = { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' };

  it.each([
    ['nothing at all', () => faultsOf(undefined), /episode-announcer: must map .*\{"production": /],
    [
      'a name of an environment that CloudFormation would refuse',
      () => faultsOf({ 'My Show': written }),
      /My Show \(the name\): must be 1 to 20 lower-case letters.*"production"/,
    ],
    [
      'an environment that is not there',
      () => faultsOf({ production: written }, 'stagging'),
      /environment: must be one of production \(found "stagging"\)/,
    ],
    [
      'a misspelt region',
      () => withChange({ region: 'eu-wset-1' }),
      /production\.region: must be an AWS region, e\.g\. "eu-west-1" \(found "eu-wset-1"\)/,
    ],
    [
      'no sender domain',
      () => withChange({ senderDomains: [] }),
      /production\.senderDomains: must name at least one domain, e\.g\. \[\{"domain": "example\.com"/,
    ],
    [
      'an address where a domain belongs',
      () => withChange({ senderDomains: [{ domain: 'news@example.com', dns: 'elsewhere' }] }),
      /production\.senderDomains\[0\]\.domain: must be a domain in lower case, e\.g\. "example\.com" \(found "news@example\.com"\)/,
    ],
    [
      'a sender domain outside its hosted zone',
      () => withChange({ senderDomains: [{ domain: 'example.org', dns: zone }] }),
      /senderDomains\[0\]\.domain: must lie in the hosted zone "example\.com", e\.g\. "news\.example\.com"/,
    ],
    [
      'half a hosted zone',
      () => withChange({ senderDomains: [{ domain: 'example.com', dns: { hostedZoneId: 'Z0123456789' } }] }),
      /senderDomains\[0\]\.dns: must be "elsewhere", \{"hostedZoneId".* or "verified"/,
    ],
    [
      'two settings for one sender domain',
      () =>
        withChange({
          senderDomains: [
            { domain: 'example.com', dns: 'elsewhere' },
            { domain: 'example.com', dns: zone },
          ],
        }),
      /senderDomains\[1\]\.domain: is named twice/,
    ],
    [
      'pages at a domain with DNS elsewhere and no certificate',
      () => withChange({ pages: { domain: 'news.example.com', dns: 'elsewhere' } }),
      /production\.pages\.certificateArn: is needed when the DNS is elsewhere.*arn:aws:acm/,
    ],
    [
      'a certificate of another region',
      () =>
        withChange({
          pages: {
            domain: 'news.example.com',
            dns: 'elsewhere',
            certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b',
          },
        }),
      /production\.pages\.certificateArn: must be in the region of the stack, e\.g\. "arn:aws:acm:eu-west-1:/,
    ],
    [
      'a URL where the pages’ domain belongs',
      () => withChange({ pages: { domain: 'https://news.example.com', dns: zone } }),
      /production\.pages\.domain: must be a domain in lower case/,
    ],
    [
      'no alarm address',
      () => withChange({ alarmAddress: undefined }),
      /production\.alarmAddress: must be an email address, e\.g\. "operators@example\.com" \(found nothing\)/,
    ],
    [
      'one sender, fewer than Lambda takes',
      () => withChange({ senders: 1 }),
      /production\.senders: concurrent senders: a whole number from 2 to 100, e\.g\. 2 \(found 1\)/,
    ],
    [
      'a retention in words',
      () => withChange({ retentionDays: '1 year' }),
      /production\.retentionDays: days to keep closed announcements: a whole number from 30 to 3650/,
    ],
    [
      'a log retention that CloudWatch does not know',
      () => withChange({ logRetentionDays: 31 }),
      /production\.logRetentionDays: must be one of 7, 14, 30, .*e\.g\. 30 \(found 31\)/,
    ],
    [
      'an unheard-of doubt policy',
      () => withChange({ doubtPolicy: 'ignore' }),
      /production\.doubtPolicy: must be "hold" .* or "resend" .*\(found "ignore"\)/,
    ],
    [
      'no sign-up from a source',
      () => withChange({ signUpsPerSource: 0 }),
      /production\.signUpsPerSource: sign-ups an hour from one source: a whole number from 1 to 100000/,
    ],
    [
      'an address of the sandbox twice',
      () => withChange({ sandboxRecipients: ['you@example.com', 'you@Example.com'] }),
      /production\.sandboxRecipients\[1\]: is named twice; keep one/,
    ],
    [
      'pages at the return path of a sender',
      () =>
        withChange({
          senderDomains: [{ domain: 'example.com', dns: 'elsewhere', mailFrom: 'news' }],
          pages: { domain: 'news.example.com', dns: zone },
        }),
      /production\.pages\.domain: is the return path of a sender domain .*"news\.example\.com"/,
    ],
    [
      'reports of DMARC without a record to ask for them',
      () =>
        withChange({
          senderDomains: [
            { domain: 'example.com', dns: 'elsewhere', dmarc: 'existing', dmarcReports: 'd@example.com' },
          ],
        }),
      /senderDomains\[0\]\.dmarcReports: has no record to go into/,
    ],
    [
      'reports of DMARC to nobody',
      () =>
        withChange({ senderDomains: [{ domain: 'example.com', dns: 'elsewhere', dmarcReports: 'reports' }] }),
      /senderDomains\[0\]\.dmarcReports: must be an email address, e\.g\. "dmarc@example\.com"/,
    ],
    [
      'two environments that would each make the same identity in SES',
      () => faultsOf({ production: written, staging: written }),
      /staging\.senderDomains\[0\]\.domain: is made by environment "production" in the same region: say "dns": "verified" here/,
    ],
    [
      'a setting that does not exist',
      () => withChange({ sender: 4 }),
      /production\.sender: has no setting "sender"; take it out or correct its name/,
    ],
  ])('%s', (_, messageOf, expected) => {
    const message = messageOf();
    expect(message).toMatch(expected);
    expect(message).toMatch(/^cdk\.json: 1 fault\n/);
  });

  it('but two environments in two accounts are chosen one at a time', () => {
    const both = { production: written, staging: written };
    expect(readEnvironments(both, 'staging').map(({ name }) => name)).toEqual(['staging']);
    const verified = { ...written, senderDomains: [{ domain: 'example.com', dns: 'verified' }] };
    expect(readEnvironments({ production: written, staging: verified })).toHaveLength(2);
  });

  it('all faults of all environments together', () => {
    const message = faultsOf({
      production: { ...written, region: 'mars', senders: 0 },
      staging: { ...written, alarmAddress: 'nobody' },
    });
    expect(message.split('\n').map((line) => line.trim().split(':')[0])).toEqual([
      'cdk.json',
      'production.region',
      'production.senders',
      'staging.alarmAddress',
    ]);
  });
});
