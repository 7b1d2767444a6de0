import { amber, type Finding, green, red } from './finding.ts';

/** What the DNS answers. An empty list: it has no such record. */
export type Records = {
  readonly cname: (name: string) => Promise<readonly string[]>;
  readonly mx: (name: string) => Promise<readonly string[]>;
  /** Each record's strings joined, as a resolver shows them. */
  readonly txt: (name: string) => Promise<readonly string[]>;
};

export type DnsOf = {
  readonly domain: string;
  readonly dkimTokens: readonly string[];
  readonly mailFrom: string | undefined;
  readonly region: string;
};

/** Asked of the DNS itself: what a receiving server sees, which SES may not have seen yet. */
export const dnsFindings = async (records: Records, sender: DnsOf): Promise<readonly Finding[]> => [
  ...(await Promise.all(sender.dkimTokens.map((token) => dkimFinding(records, sender.domain, token)))),
  ...(sender.mailFrom === undefined || sender.mailFrom === ''
    ? []
    : await returnPathFindings(records, sender.mailFrom, sender.region)),
  await dmarcFinding(records, sender.domain),
];

const paste = (name: string, type: string, value: string): string =>
  `put into the DNS: ${name} ${type} ${value}`;

const dkimFinding = async (records: Records, domain: string, token: string): Promise<Finding> => {
  const name = `${token}._domainkey.${domain}`;
  const value = `${token}.dkim.amazonses.com`;
  const found = await records.cname(name);
  return found.some((one) => withoutDot(one) === value)
    ? green(`DNS, DKIM ${domain}`, `${token.slice(0, 8)}…`)
    : red(
        `DNS, DKIM ${domain}`,
        found.length === 0 ? `no record ${name}` : `${name} is ${found.join(', ')}`,
        paste(name, 'CNAME', value),
      );
};

const returnPathFindings = async (
  records: Records,
  name: string,
  region: string,
): Promise<readonly Finding[]> => {
  const server = `feedback-smtp.${region}.amazonses.com`;
  const [mx, txt] = await Promise.all([records.mx(name), records.txt(name)]);
  const spf = txt.filter((one) => /^v=spf1\b/i.test(one));
  return [
    mx.some((one) => withoutDot(one) === server)
      ? green(`DNS, MX ${name}`, server)
      : red(`DNS, MX ${name}`, mx.join(', ') || 'none', paste(name, 'MX', `10 ${server}`)),
    spfFinding(name, spf),
  ];
};

const spfFinding = (name: string, spf: readonly string[]): Finding => {
  const what = `DNS, SPF ${name}`;
  // Two SPF records are as bad as none (RFC 7208, section 4.5).
  if (spf.length > 1)
    return red(what, `${spf.length} records; receivers then ignore all of them`, 'leave one');
  const [record] = spf;
  return record?.includes('include:amazonses.com') === true
    ? green(what, record)
    : red(what, record ?? 'none', paste(name, 'TXT', '"v=spf1 include:amazonses.com ~all"'));
};

const dmarcFinding = async (records: Records, domain: string): Promise<Finding> => {
  const what = `DNS, DMARC ${domain}`;
  const found = await dmarcOf(records, domain);
  if (found === undefined)
    return red(
      what,
      'none: Gmail and Yahoo refuse mailings without it',
      paste(`_dmarc.${domain}`, 'TXT', '"v=DMARC1; p=none;"'),
    );
  return /;\s*p=none/i.test(found)
    ? amber(what, found, 'when a month of reports shows nobody else sending as you, raise p to quarantine')
    : green(what, found);
};

/** A subdomain without a record of its own is under its parent's (RFC 7489, section 6.6.3). */
const dmarcOf = async (records: Records, domain: string): Promise<string | undefined> => {
  const labels = domain.split('.');
  for (let from = 0; from <= labels.length - 2; from += 1) {
    const texts = await records.txt(`_dmarc.${labels.slice(from).join('.')}`);
    const found = texts.find((one) => /^v=DMARC1\b/i.test(one));
    if (found !== undefined) return found;
  }
  return undefined;
};

const withoutDot = (name: string): string => name.replace(/\.$/, '').toLowerCase();
