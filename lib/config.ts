import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { z } from 'zod';
import { AnnouncerError } from '../lambdas/errors.ts';
import { describeFaults, type Fault, parse } from '../lambdas/faults.ts';
import { collisionsOf } from './config-collisions.ts';
import { ownDomain, PAGES, senderDomain } from './config-domains.ts';
import { emailAddress, rule } from './config-rule.ts';

/** The key in cdk.json's context. Its value maps the name of each environment to its configuration. */
export const CONTEXT_KEY = 'episode-announcer';

const wholeNumber = (from: number, to: number, what: string, example: number) => {
  const message = `${what}: a whole number from ${from} to ${to}, e.g. ${example}`;
  return z.int(rule(message)).min(from, message).max(to, message);
};

/** CloudWatch keeps logs for one of these numbers of days (PutRetentionPolicy, API reference). */
const LOG_RETENTION_DAYS = [
  RetentionDays.ONE_WEEK,
  RetentionDays.TWO_WEEKS,
  RetentionDays.ONE_MONTH,
  RetentionDays.TWO_MONTHS,
  RetentionDays.THREE_MONTHS,
  RetentionDays.SIX_MONTHS,
  RetentionDays.ONE_YEAR,
];

const eachOnce = (
  names: readonly string[],
  pathOf: (index: number) => PropertyKey[],
  context: z.RefinementCtx,
): void => {
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      context.addIssue({ code: 'custom', path: pathOf(index), message: 'is named twice; keep one' });
};

const Configuration = z
  .strictObject(
    {
      region: z
        .string(rule('must be an AWS region, e.g. "eu-west-1"'))
        .refine(
          (name) => RegionInfo.regions.some((known) => known.name === name),
          'must be an AWS region, e.g. "eu-west-1"',
        ),
      /** Every show of the deployment sends from an address at one of these. */
      senderDomains: z
        .array(senderDomain, rule('must be a list, e.g. [{"domain": "example.com", "dns": "elsewhere"}]'))
        .min(1, 'must name at least one domain, e.g. [{"domain": "example.com", "dns": "elsewhere"}]')
        .max(20, 'at most 20 domains')
        .superRefine((senders, context) =>
          eachOnce(
            senders.map(({ domain }) => domain),
            (index) => [index, 'domain'],
            context,
          ),
        ),
      pages: z.union([z.literal('api-address'), ownDomain], rule(PAGES)),
      /** Who is told when something needs a person. */
      alarmAddress: emailAddress('operators@example.com'),
      /** Concurrent senders. Lambda's event source takes 2 or more. */
      senders: wholeNumber(2, 100, 'concurrent senders', 2).default(2),
      /** How long the rows of a closed announcement are kept. */
      retentionDays: wholeNumber(30, 3650, 'days to keep closed announcements', 400).default(400),
      logRetentionDays: z
        .literal(LOG_RETENTION_DAYS, rule(`must be one of ${LOG_RETENTION_DAYS.join(', ')}, e.g. 30`))
        .default(RetentionDays.ONE_MONTH),
      doubtPolicy: z
        .enum(
          ['hold', 'resend'],
          rule(
            'must be "hold" (an operator decides about unknown outcomes) or "resend" (send again after an hour)',
          ),
        )
        .default('hold'),
      /** A school or an office comes from one source. */
      signUpsPerSource: wholeNumber(1, 100_000, 'sign-ups an hour from one source', 60).default(60),
      /** In the sandbox SES mails nobody else, and only after each has followed the link that SES sends. */
      sandboxRecipients: z
        .array(emailAddress('you@example.com'), rule('must be a list of addresses, e.g. ["you@example.com"]'))
        .max(20, 'at most 20 addresses')
        .superRefine((addresses, context) => eachOnce(addresses, (index) => [index], context))
        .default([]),
    },
    rule('must be an object with region, senderDomains, pages and alarmAddress; see docs/deploy.md'),
  )
  .superRefine(({ region, pages, senderDomains }, context) => {
    if (pages === 'api-address') return;
    if (senderDomains.some(({ domain, mailFrom }) => pages.domain === `${mailFrom}.${domain}`))
      context.addIssue({
        code: 'custom',
        path: ['pages', 'domain'],
        message:
          'is the return path of a sender domain as well, which must be a name of its own: take another, e.g. "news.example.com", or set mailFrom',
      });
    if (pages.certificateArn !== undefined && pages.certificateArn.split(':')[3] !== region)
      context.addIssue({
        code: 'custom',
        path: ['pages', 'certificateArn'],
        message: `must be in the region of the stack, e.g. "arn:aws:acm:${region}:111122223333:certificate/..."`,
      });
  });
export type Configuration = Readonly<z.infer<typeof Configuration>>;

const EnvironmentName = z
  .string()
  .regex(
    /^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/,
    'must be 1 to 20 lower-case letters, digits and hyphens, e.g. "production"',
  );

export type Environment = { readonly name: string; readonly configuration: Configuration };

/**
 * Checks every environment and throws one error that names all their faults.
 * `only` is the name of a single environment to keep (`-c environment=NAME`).
 */
export const readEnvironments = (context: unknown, only?: string): readonly Environment[] => {
  const named = z.record(z.string(), z.unknown()).safeParse(context);
  if (!named.success || Object.keys(named.data).length === 0)
    throw invalid([
      {
        field: CONTEXT_KEY,
        value: context === undefined ? 'nothing' : JSON.stringify(context).slice(0, 80),
        rule: 'must map the name of an environment to its configuration, e.g. {"production": {"region": "eu-west-1", ...}}',
      },
    ]);
  const read = Object.entries(named.data).map(([name, value]) => ({
    name: parse(EnvironmentName, name),
    configuration: parse(Configuration, value),
    label: name,
  }));
  const faults = read.flatMap(({ name, configuration, label }) => [
    ...(name.ok ? [] : name.faults.map((fault) => ({ ...fault, field: `${label} (the name)` }))),
    ...(configuration.ok ? [] : configuration.faults.map((fault) => under(label, fault))),
  ]);
  if (only !== undefined && !Object.hasOwn(named.data, only))
    faults.push({
      field: 'environment',
      value: JSON.stringify(only),
      rule: `must be one of ${Object.keys(named.data).join(', ')}`,
    });
  const environments = read.flatMap(({ name, configuration }) =>
    name.ok && configuration.ok && (only === undefined || name.value === only)
      ? [{ name: name.value, configuration: configuration.value }]
      : [],
  );
  faults.push(...collisionsOf(environments));
  if (faults.length > 0) throw invalid(faults);
  return environments;
};

const under = (label: string, fault: Fault): Fault => ({
  ...fault,
  field: fault.field === '(record)' ? label : `${label}.${fault.field}`,
});

const invalid = (faults: readonly Fault[]): AnnouncerError =>
  new AnnouncerError('ConfigurationInvalid', describeFaults('cdk.json', faults), { faults });
