import { z } from 'zod';
import { emailAddress, rule } from './config-rule.ts';

const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const domain = (example: string) =>
  z
    .string(rule(`must be a domain in lower case, e.g. "${example}"`))
    .regex(DOMAIN, `must be a domain in lower case, e.g. "${example}"`);

const hostedZone = z.strictObject(
  {
    hostedZoneId: z
      .string(rule('must be the id of a Route 53 hosted zone, e.g. "Z0123456789ABCDEFGHIJ"'))
      .regex(/^Z[A-Z0-9]{5,31}$/, 'must be the id of a Route 53 hosted zone, e.g. "Z0123456789ABCDEFGHIJ"'),
    zoneName: domain('example.com'),
  },
  rule('must be {"hostedZoneId": "Z0123456789ABCDEFGHIJ", "zoneName": "example.com"}'),
);
export type HostedZoneChoice = Readonly<z.infer<typeof hostedZone>>;

const DNS = 'must be "elsewhere" or {"hostedZoneId": "Z0123456789ABCDEFGHIJ", "zoneName": "example.com"}';
const dns = z.union([z.literal('elsewhere'), hostedZone], rule(DNS));

const SENDER_DNS =
  'must be "elsewhere", {"hostedZoneId": "Z0123456789ABCDEFGHIJ", "zoneName": "example.com"} ' +
  'or "verified" (the domain is verified in SES already: by another environment, or by hand)';
const senderDns = z.union([z.enum(['elsewhere', 'verified']), hostedZone], rule(SENDER_DNS));

const DMARC =
  'must be "existing" (the domain, or the one above it, has a record), "none", "quarantine" or "reject"; start with "none"';

export const senderDomain = z
  .strictObject(
    {
      domain: domain('example.com'),
      dns: senderDns,
      /** The subdomain whose SPF record names SES: bounces come back there. */
      mailFrom: z
        .string(rule('must be one label, e.g. "bounce"'))
        .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be one label, e.g. "bounce"')
        .default('bounce'),
      dmarc: z.enum(['existing', 'none', 'quarantine', 'reject'], rule(DMARC)).default('none'),
      /** Who reads what receivers report about mail in this domain's name. */
      dmarcReports: emailAddress('dmarc@example.com').optional(),
    },
    rule('must be {"domain": "example.com", "dns": "elsewhere"}'),
  )
  .superRefine((sender, context) => {
    withinZone(sender.domain, sender.dns, ['domain'], context);
    if (sender.dmarcReports !== undefined && (sender.dmarc === 'existing' || sender.dns === 'verified'))
      context.addIssue({
        code: 'custom',
        path: ['dmarcReports'],
        message: 'has no record to go into: write "rua=mailto:..." into the one you have, or leave this out',
      });
  });
export type SenderDomain = Readonly<z.infer<typeof senderDomain>>;

export const PAGES =
  'must be "api-address", {"domain": "news.example.com", "dns": {"hostedZoneId": ..., "zoneName": ...}} ' +
  'or {"domain": "news.example.com", "dns": "elsewhere", "certificateArn": "arn:aws:acm:..."}';

export const ownDomain = z
  .strictObject(
    {
      domain: domain('news.example.com'),
      dns,
      certificateArn: z
        .string(
          rule(
            'must be the ARN of an issued certificate, e.g. "arn:aws:acm:eu-west-1:111122223333:certificate/..."',
          ),
        )
        .regex(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/,
          'must be the ARN of an issued certificate, e.g. "arn:aws:acm:eu-west-1:111122223333:certificate/..."',
        )
        .optional(),
    },
    rule(PAGES),
  )
  .superRefine((pages, context) => {
    withinZone(pages.domain, pages.dns, ['domain'], context);
    if (pages.dns === 'elsewhere' && pages.certificateArn === undefined)
      context.addIssue({
        code: 'custom',
        path: ['certificateArn'],
        message:
          'is needed when the DNS is elsewhere: request a certificate in ACM, in the same region, validate it by DNS and put its ARN here, e.g. "arn:aws:acm:eu-west-1:111122223333:certificate/..."',
      });
  });
export type OwnDomain = Readonly<z.infer<typeof ownDomain>>;

const withinZone = (
  name: string,
  where: 'elsewhere' | 'verified' | HostedZoneChoice,
  path: string[],
  context: z.RefinementCtx,
): void => {
  if (typeof where === 'string' || name === where.zoneName || name.endsWith(`.${where.zoneName}`)) return;
  context.addIssue({
    code: 'custom',
    path,
    message: `must lie in the hosted zone "${where.zoneName}", e.g. "news.${where.zoneName}"`,
  });
};
