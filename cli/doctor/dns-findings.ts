import { dmarcFinding } from './dmarc-finding.ts';
import type { Records } from './dns-records.ts';
import { type Finding, green, red } from './finding.ts';

export type DnsOf = {
  readonly domain: string;
  readonly dkimTokens: readonly string[];
  readonly mailFrom: string | undefined;
  readonly region: string;
};

/** Asked of the DNS itself: what a receiving server sees, which SES may not have seen yet. */
export const dnsFindings = async (records: Records, sender: DnsOf): Promise<readonly Finding[]> => [
  ...(await Promise.all(sender.dkimTokens.map((token) => dkimFinding(records, sender, token)))),
  ...(sender.mailFrom === undefined || sender.mailFrom === ''
    ? []
    : await returnPathFindings(records, sender.mailFrom, sender.region)),
  await dmarcFinding(records, sender.domain),
];

const paste = (name: string, type: string, value: string): string =>
  `put into the DNS: ${name} ${type} ${value}`;

/** Regions whose DKIM keys lie under a name of their own (AWS General Reference, "Amazon SES endpoints and quotas"). */
const OWN_DKIM_DOMAIN: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-northeast-3',
  'ap-southeast-3',
  'ap-southeast-5',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'il-central-1',
  'me-central-1',
  'us-gov-east-1',
]);

const dkimFinding = async (
  records: Records,
  { domain, region }: Pick<DnsOf, 'domain' | 'region'>,
  token: string,
): Promise<Finding> => {
  const name = `${token}._domainkey.${domain}`;
  const common = `${token}.dkim.amazonses.com`;
  const regional = `${token}.dkim.${region}.amazonses.com`;
  const found = await records.cname(name);
  // SES knows which of the two it is; nobody but SES has records under either.
  return found.map(withoutDot).some((one) => one === common || one === regional)
    ? green(`DNS, DKIM ${domain}`, `${token.slice(0, 8)}…`)
    : red(
        `DNS, DKIM ${domain}`,
        found.length === 0 ? `no record ${name}` : `${name} is ${found.join(', ')}`,
        paste(name, 'CNAME', OWN_DKIM_DOMAIN.has(region) ? regional : common),
      );
};

const returnPathFindings = async (
  records: Records,
  name: string,
  region: string,
): Promise<readonly Finding[]> => {
  const [mx, txt] = await Promise.all([records.mx(name), records.txt(name)]);
  return [
    mxFinding(name, mx, `feedback-smtp.${region}.amazonses.com`),
    spfFinding(
      name,
      txt.filter((one) => /^v=spf1(?: |$)/i.test(one)),
    ),
  ];
};

const mxFinding = (name: string, mx: readonly string[], server: string): Finding => {
  const what = `DNS, MX ${name}`;
  // With any other beside it SES refuses the return path (SES developer guide, "Using a custom MAIL FROM domain").
  if (mx.length > 1)
    return red(what, mx.join(', '), `SES wants exactly one: leave ${name} MX 10 ${server} alone`);
  return mx.some((one) => withoutDot(one) === server)
    ? green(what, server)
    : red(what, mx.join(', ') || 'none', paste(name, 'MX', `10 ${server}`));
};

const spfFinding = (name: string, spf: readonly string[]): Finding => {
  const what = `DNS, SPF ${name}`;
  const [record] = spf;
  if (record === undefined)
    return red(what, 'none', paste(name, 'TXT', '"v=spf1 include:amazonses.com ~all"'));
  // Two SPF records are as bad as none (RFC 7208, section 4.5).
  if (spf.length > 1)
    return red(what, `${spf.length} records; receivers then ignore all of them`, 'leave one');
  return record.split(' ').some((term) => /^(?:\+?include:|redirect=)amazonses\.com\.?$/i.test(term))
    ? green(what, record)
    : red(what, record, `put "include:amazonses.com" into that record, before its "all"`);
};

const withoutDot = (name: string): string => name.replace(/\.$/, '').toLowerCase();
