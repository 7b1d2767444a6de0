import { describe, expect, it } from 'vitest';
import { templateOf } from './environment.ts';
import { permissionsOf } from './statements.ts';

const zone = { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' };

const recordsOf = (template: ReturnType<typeof templateOf>) =>
  Object.values(template.findResources('AWS::Route53::RecordSet')).map(({ Properties }) => Properties);

describe('the DNS of a sender', () => {
  it('is written to Route 53 where the zone is there: DKIM, return path, SPF and DMARC', () => {
    const records = recordsOf(templateOf({ senderDomains: [{ domain: 'example.com', dns: zone }] }));
    expect(records.map(({ Type }) => String(Type)).sort()).toEqual([
      'CNAME',
      'CNAME',
      'CNAME',
      'MX',
      'TXT',
      'TXT',
    ]);
    expect(records).toContainEqual(
      expect.objectContaining({
        Name: 'bounce.example.com.',
        Type: 'MX',
        ResourceRecords: ['10 feedback-smtp.eu-west-1.amazonses.com'],
      }),
    );
    expect(records).toContainEqual(
      expect.objectContaining({
        Name: 'bounce.example.com.',
        Type: 'TXT',
        ResourceRecords: ['"v=spf1 include:amazonses.com ~all"'],
      }),
    );
    expect(records).toContainEqual(
      expect.objectContaining({ Name: '_dmarc.example.com.', ResourceRecords: ['"v=DMARC1; p=none;"'] }),
    );
  });

  it('is given as outputs to paste where the DNS is elsewhere', () => {
    const template = templateOf();
    expect(recordsOf(template)).toEqual([]);
    const outputs = Object.keys(template.findOutputs('*')).filter((name) => name.startsWith('DnsRecord'));
    expect(outputs.sort()).toEqual([
      'DnsRecordExampleComDkim1',
      'DnsRecordExampleComDkim2',
      'DnsRecordExampleComDkim3',
      'DnsRecordExampleComDmarc',
      'DnsRecordExampleComMailFromMx',
      'DnsRecordExampleComMailFromSpf',
    ]);
    expect(
      template.findOutputs('DnsRecordExampleComMailFromMx')['DnsRecordExampleComMailFromMx'],
    ).toMatchObject({
      Value: 'bounce.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com',
    });
  });

  it('gives each domain records of its own, however alike their names', () => {
    const alike = ['my-show.com', 'my.show.com', 'myshow.com', 'x1.a.com', 'x.1a.com'];
    const template = templateOf({
      senderDomains: alike.map((domain) => ({ domain, dns: 'elsewhere' })),
    });
    const outputs = Object.keys(template.findOutputs('*')).filter((name) => name.startsWith('DnsRecord'));
    expect(outputs).toHaveLength(6 * alike.length);
    for (const name of outputs) expect(name).toMatch(/^[A-Za-z0-9]+$/);
  });

  it('asks for reports about mail in the domain’s name where somebody is named to read them', () => {
    const [record] = recordsOf(
      templateOf({
        senderDomains: [{ domain: 'example.com', dns: zone, dmarcReports: 'dmarc@example.com' }],
      }),
    ).filter(({ Name }) => String(Name).startsWith('_dmarc'));
    expect(record?.ResourceRecords).toEqual(['"v=DMARC1; p=none; rua=mailto:dmarc@example.com;"']);
  });

  it('leaves a DMARC record alone that the domain has', () => {
    const records = recordsOf(
      templateOf({ senderDomains: [{ domain: 'example.com', dns: zone, dmarc: 'existing' }] }),
    );
    expect(records.filter(({ Name }) => String(Name).startsWith('_dmarc'))).toEqual([]);
  });
});

describe('a domain that is verified in SES already', () => {
  const template = templateOf({ senderDomains: [{ domain: 'example.com', dns: 'verified' }] });

  it('is left as it is: no identity and no record is made', () => {
    template.resourceCountIs('AWS::SES::EmailIdentity', 0);
    expect(recordsOf(template)).toEqual([]);
    expect(Object.keys(template.findOutputs('*')).filter((name) => name.startsWith('DnsRecord'))).toEqual([]);
  });

  it('may be sent from, and no other', () => {
    const sending = permissionsOf(template).filter(({ action }) => action === 'ses:SendRawEmail');
    expect(sending.map(({ resource }) => resource)).toContain(
      'arn:aws:ses:eu-west-1:AWS::AccountId:identity/example.com',
    );
  });
});

describe('a sender', () => {
  const template = templateOf({ sandboxRecipients: ['you@example.com'] });

  it('signs with 2048 bits and has bounces come to its own return path', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', {
      EmailIdentity: 'example.com',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'bounce.example.com' },
    });
  });

  it('sends over TLS, counts its reputation, and refuses who bounced or complained', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  it('is told what became of its mail', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: { Enabled: true, MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject'] },
    });
  });

  it('may be tried in the sandbox with the addresses named', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'you@example.com' });
  });
});

describe('the pages', () => {
  it('stand at the address of the API unless a domain is given', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
  });

  it('stand at their own domain alone where one is given, with a certificate of its own', () => {
    const template = templateOf({ pages: { domain: 'news.example.com', dns: zone } });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      DomainName: 'news.example.com',
      ValidationMethod: 'DNS',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'news.example.com.', Type: 'A' });
    template.hasOutput('PublicUrl', { Value: 'https://news.example.com' });
  });

  it('take the certificate named where the DNS is elsewhere, and say what to point at', () => {
    const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/0a1b';
    const template = templateOf({ pages: { domain: 'news.example.com', dns: 'elsewhere', certificateArn } });
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainNameConfigurations: [{ CertificateArn: certificateArn, SecurityPolicy: 'TLS_1_2' }],
    });
    expect(Object.keys(template.findOutputs('*'))).toContain('DnsRecordPagesAddress');
  });

  it('answer every path, the root among them', () => {
    templateOf().hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' });
  });
});
