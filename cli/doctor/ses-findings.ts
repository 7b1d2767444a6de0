import { amber, type Finding, green, red } from './finding.ts';

/** What SES says of a sender's domain. */
export type Identity = {
  readonly domain: string;
  readonly verification: string | undefined;
  readonly dkim: { readonly enabled: boolean; readonly status: string | undefined };
  readonly mailFrom: { readonly domain: string | undefined; readonly status: string | undefined };
};

export const identityFindings = ({ domain, verification, dkim, mailFrom }: Identity): readonly Finding[] => [
  verification === 'Success'
    ? green(`identity ${domain}`, 'verified')
    : red(
        `identity ${domain}`,
        verification === undefined ? 'SES does not know it' : `verification: ${verification}`,
        verification === undefined
          ? `name it in cdk.json, senderDomains, and run "npm run deploy"; or send from a domain that is there`
          : 'put the DKIM records below into the DNS; SES looks again by itself for three days',
      ),
  dkim.enabled && dkim.status === 'Success'
    ? green(`DKIM ${domain}`, 'signs')
    : red(
        `DKIM ${domain}`,
        `status ${dkim.status ?? 'none'}`,
        'put the three DKIM CNAME records into the DNS (docs/deploy.md, "DNS")',
      ),
  mailFromFinding(domain, mailFrom),
];

const mailFromFinding = (domain: string, { domain: from, status }: Identity['mailFrom']): Finding => {
  if (from === undefined || from === '')
    return amber(
      `MAIL FROM ${domain}`,
      'none: mail returns to amazonses.com, and SPF does not align',
      'set a custom MAIL FROM domain: deploy with this domain in senderDomains, or set it in the SES console',
    );
  return status === 'Success'
    ? green(`MAIL FROM ${domain}`, from)
    : red(
        `MAIL FROM ${domain}`,
        `${from}: status ${status ?? 'none'}`,
        `put the MX and TXT records of ${from} into the DNS`,
      );
};

export type Account = {
  readonly sendingEnabled: boolean;
  readonly max24Hours: number | undefined;
  readonly sentLast24Hours: number;
  readonly maxSendRate: number;
};

/** SES v1 does not say "sandbox"; 200 a day at 1 a second is what the sandbox has and nobody else. */
const isSandbox = ({ max24Hours, maxSendRate }: Account): boolean =>
  max24Hours !== undefined && max24Hours <= 200 && maxSendRate <= 1;

export const accountFindings = (account: Account): readonly Finding[] => {
  const { max24Hours, sentLast24Hours, maxSendRate } = account;
  return [
    account.sendingEnabled
      ? green('sending', 'enabled for the account')
      : red(
          'sending',
          'AWS or somebody has paused it for the whole account',
          'SES console, Account dashboard: read why, and answer AWS there',
        ),
    isSandbox(account)
      ? amber(
          'sandbox',
          'the account is in the SES sandbox: 200 messages a day, to verified addresses alone',
          'SES console, Account dashboard, Request production access',
        )
      : green('sandbox', `out of it: ${maxSendRate} messages a second`),
    quotaFinding(max24Hours, sentLast24Hours),
  ];
};

const quotaFinding = (most: number | undefined, sent: number): Finding => {
  if (most === undefined) return green('daily quota', `unlimited; ${Math.round(sent)} sent in 24 hours`);
  const left = Math.max(0, Math.floor(most - sent));
  const found = `${left} of ${most} left in this 24 hours`;
  if (left === 0)
    return red(
      'daily quota',
      found,
      'announcements wait until the window frees; ask for more in the SES console',
    );
  return left < most / 10
    ? amber(
        'daily quota',
        found,
        'larger announcements will park and go on by themselves; ask for more in the SES console',
      )
    : green('daily quota', found);
};

export type ConfigurationSet = {
  readonly exists: boolean;
  readonly tlsRequired: boolean;
  readonly reputationMetrics: boolean;
  /** Of every enabled destination. */
  readonly events: readonly string[];
};

export const EVENTS_NEEDED = ['delivery', 'bounce', 'complaint'] as const;

export const configurationSetFindings = (name: string, set: ConfigurationSet): readonly Finding[] => {
  const what = 'configuration set';
  const deploy = 'run "npm run deploy": it puts back what is missing';
  if (!set.exists) return [red(what, `${name} is not there: SES refuses every message`, deploy)];
  const missing = EVENTS_NEEDED.filter((event) => !set.events.includes(event));
  return [
    green(what, name),
    missing.length === 0
      ? green('event destination', `tells ${EVENTS_NEEDED.join(', ')}`)
      : red('event destination', `does not tell ${missing.join(', ')}`, deploy),
    set.tlsRequired ? green('TLS', 'required') : amber('TLS', 'not required', deploy),
    set.reputationMetrics ? green('reputation metrics', 'on') : amber('reputation metrics', 'off', deploy),
  ];
};
