import type { Records } from './dns-records.ts';
import { amber, type Finding, green, red } from './finding.ts';

const MINIMUM = '"v=DMARC1; p=none; rua=mailto:you@example.com"';

/** What a receiving server makes of a domain's DMARC record, its parents' included. */
export const dmarcFinding = async (records: Pick<Records, 'txt'>, domain: string): Promise<Finding> => {
  const what = `DNS, DMARC ${domain}`;
  const { at, found } = await dmarcOf(records, domain);
  const [record, ...more] = found;
  if (record === undefined)
    return red(
      what,
      'none: Gmail and Yahoo refuse mailings without it',
      `put into the DNS: _dmarc.${domain} TXT ${MINIMUM}`,
    );
  if (more.length > 0)
    return red(
      what,
      `${found.length} records at _dmarc.${at}; receivers then ignore all of them`,
      'leave one',
    );
  return judged(what, record, at === domain);
};

const judged = (what: string, record: string, own: boolean): Finding => {
  const tags = tagsOf(record);
  const policy = (own ? tags.get('p') : (tags.get('sp') ?? tags.get('p')))?.toLowerCase();
  if (policy === 'quarantine' || policy === 'reject') return green(what, record);
  if (policy !== 'none')
    return red(
      what,
      `${record}: says no policy that receivers know`,
      `its p must be none, quarantine or reject, e.g. ${MINIMUM}`,
    );
  return amber(
    what,
    record,
    tags.has('rua')
      ? 'when a month of reports shows nobody else sending as you, raise p to quarantine'
      : 'nobody is told who sends as you: add "rua=mailto:" and an address of yours, read the reports of a month, then raise p to quarantine',
  );
};

/** A subdomain without a record of its own is under its parent's (RFC 7489, section 6.6.3). */
const dmarcOf = async (
  records: Pick<Records, 'txt'>,
  domain: string,
): Promise<{ readonly at: string; readonly found: readonly string[] }> => {
  const labels = domain.split('.');
  for (let from = 0; from <= labels.length - 2; from += 1) {
    const at = labels.slice(from).join('.');
    const found = (await records.txt(`_dmarc.${at}`)).filter((one) => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(one));
    if (found.length > 0) return { at, found };
  }
  return { at: domain, found: [] };
};

/** `tag = value` between semicolons, with or without spaces (RFC 7489, section 6.4). */
const tagsOf = (record: string): ReadonlyMap<string, string> =>
  new Map(
    record.split(';').map((tag) => {
      const [name = '', ...value] = tag.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
