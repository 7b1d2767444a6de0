import { Stack } from 'aws-cdk-lib';
import {
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { SenderDomain } from '../config-domains.ts';
import { DnsRecords } from './dns-records.ts';

/** A domain that may send: signed with DKIM, with a return path of its own, so that SPF and DMARC align. */
export class SenderIdentity extends Construct {
  readonly domain: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, sender: SenderDomain) {
    super(scope, id);
    this.domain = sender.domain;
    const { dns } = sender;
    // SES has one identity for a domain in a region, and one owner makes it.
    this.arn =
      dns === 'verified'
        ? Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: sender.domain })
        : this.make(sender, dns);
  }

  private make(sender: SenderDomain, where: Exclude<SenderDomain['dns'], 'verified'>): string {
    const mailFrom = `${sender.mailFrom}.${sender.domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(sender.domain),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      // Bounces come as events; without this SES would mail each of them to the show's address as well.
      feedbackForwarding: false,
      mailFromDomain: mailFrom,
      // A DNS slip costs SPF alignment, which DKIM makes up for, instead of the whole mailing.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    new DnsRecords(this, outputNameOf(sender.domain), {
      where,
      records: [
        ...identity.dkimRecords.map((record, index) => ({
          id: `Dkim${index + 1}`,
          type: 'CNAME' as const,
          name: record.name,
          value: record.value,
        })),
        {
          id: 'MailFromMx',
          type: 'MX',
          name: mailFrom,
          value: `10 feedback-smtp.${Stack.of(this).region}.amazonses.com`,
        },
        { id: 'MailFromSpf', type: 'TXT', name: mailFrom, value: 'v=spf1 include:amazonses.com ~all' },
        ...(sender.dmarc === 'existing'
          ? []
          : [
              {
                id: 'Dmarc',
                type: 'TXT' as const,
                name: `_dmarc.${sender.domain}`,
                value: dmarcRecord(sender),
              },
            ]),
      ],
    });
    return identity.emailIdentityArn;
  }
}

const dmarcRecord = ({ dmarc, dmarcReports }: SenderDomain): string =>
  `v=DMARC1; p=${dmarc};${dmarcReports === undefined ? '' : ` rua=mailto:${dmarcReports};`}`;

/**
 * `ExampleCom` for example.com. The name of an output has letters and digits only, which cannot tell my-show.com from
 * my.show.com: a domain with anything but letters gets a few digits of its hash as well.
 */
const outputNameOf = (domain: string): string => {
  const words = domain.split(/[^a-z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const digits = /^[a-z.]+$/.test(domain)
    ? ''
    : createHash('sha256').update(domain).digest('hex').slice(0, 6);
  return `${words.join('')}${digits}`;
};
