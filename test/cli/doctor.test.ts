import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { dmarcFinding } from '../../cli/doctor/dmarc-finding.ts';
import { dnsFindings } from '../../cli/doctor/dns-findings.ts';
import type { Records } from '../../cli/doctor/dns-records.ts';
import type { Finding } from '../../cli/doctor/finding.ts';
import { looked } from '../../cli/doctor/finding.ts';
import {
  accountFindings,
  configurationSetFindings,
  identityFindings,
} from '../../cli/doctor/ses-findings.ts';
import { templateFinding } from '../../cli/doctor/show-findings.ts';
import { lastStopFinding, senderFinding, stackFindings } from '../../cli/doctor/stack-findings.ts';
import { type Console, createConsole } from './console.ts';
import { aShow } from './records.ts';

const lights = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.map(({ what, light }) => [what, light]));

const everyMendSaid = (findings: readonly Finding[]): void => {
  for (const { light, mend = '' } of findings) expect(light === 'green' || mend.length > 10).toBe(true);
};

describe('the account', () => {
  const fine = { sendingEnabled: true, max24Hours: 50_000, sentLast24Hours: 100, maxSendRate: 14 };

  it('is green out of the sandbox with quota to spare', () => {
    expect(lights(accountFindings(fine))).toEqual({
      sending: 'green',
      sandbox: 'green',
      'daily quota': 'green',
    });
  });
  it('is amber in the sandbox', () => {
    const findings = accountFindings({ ...fine, max24Hours: 200, maxSendRate: 1, sentLast24Hours: 0 });
    expect(lights(findings)).toMatchObject({ sandbox: 'amber' });
    everyMendSaid(findings);
  });
  it('is red when AWS has paused it or the quota is spent', () => {
    const findings = accountFindings({ ...fine, sendingEnabled: false, sentLast24Hours: 50_000 });
    expect(lights(findings)).toMatchObject({ sending: 'red', 'daily quota': 'red' });
    everyMendSaid(findings);
  });
  it('has no end of quota where SES says so', () => {
    expect(lights(accountFindings({ ...fine, max24Hours: undefined }))).toMatchObject({
      'daily quota': 'green',
    });
  });
});

describe('an identity', () => {
  const fine = {
    domain: 'example.com',
    verification: 'Success',
    dkim: { enabled: true, status: 'Success' },
    mailFrom: { domain: 'bounce.example.com', status: 'Success' },
  };
  it('is green when verified, signed and aligned', () => {
    expect(identityFindings(fine).every(({ light }) => light === 'green')).toBe(true);
  });
  it.each([
    ['unknown to SES', { verification: undefined }, 'identity example.com', 'red'],
    ['pending', { verification: 'Pending' }, 'identity example.com', 'red'],
    ['not signing', { dkim: { enabled: true, status: 'Pending' } }, 'DKIM example.com', 'red'],
    [
      'without a return path',
      { mailFrom: { domain: undefined, status: undefined } },
      'MAIL FROM example.com',
      'amber',
    ],
    [
      'with a return path that is not verified',
      { mailFrom: { domain: 'bounce.example.com', status: 'Failed' } },
      'MAIL FROM example.com',
      'red',
    ],
  ])('%s is told with its mend', (_, change, what, light) => {
    const findings = identityFindings({ ...fine, ...change });
    expect(lights(findings)).toMatchObject({ [what]: light });
    everyMendSaid(findings);
  });
});

describe('the configuration set', () => {
  const fine = {
    exists: true,
    tlsRequired: true,
    reputationMetrics: true,
    events: ['delivery', 'bounce', 'complaint', 'reject'],
  };
  it('is green as the stack makes it', () => {
    expect(configurationSetFindings('set', fine).every(({ light }) => light === 'green')).toBe(true);
  });
  it('is red when it is gone or tells no bounces', () => {
    expect(lights(configurationSetFindings('set', { ...fine, exists: false }))).toEqual({
      'configuration set': 'red',
    });
    expect(lights(configurationSetFindings('set', { ...fine, events: ['delivery'] }))).toMatchObject({
      'event destination': 'red',
    });
  });
});

describe('the DNS', () => {
  const zone: Record<string, readonly string[]> = {
    'CNAME abc._domainkey.example.com': ['abc.dkim.amazonses.com'],
    'MX bounce.example.com': ['feedback-smtp.eu-west-1.amazonses.com'],
    'TXT bounce.example.com': ['v=spf1 include:amazonses.com ~all'],
    'TXT _dmarc.example.com': ['v=DMARC1; p=quarantine;'],
  };
  const answering = (changes: Record<string, readonly string[]> = {}): Records => {
    const ask = (type: string) => async (name: string) => ({ ...zone, ...changes })[`${type} ${name}`] ?? [];
    return { cname: ask('CNAME'), mx: ask('MX'), txt: ask('TXT') };
  };
  const sender = {
    domain: 'example.com',
    dkimTokens: ['abc'],
    mailFrom: 'bounce.example.com',
    region: 'eu-west-1',
  };

  it('is green with every record', async () => {
    expect((await dnsFindings(answering(), sender)).every(({ light }) => light === 'green')).toBe(true);
  });
  it('finds the DMARC record of the parent for a subdomain', async () => {
    const findings = await dnsFindings(answering(), {
      ...sender,
      domain: 'news.example.com',
      dkimTokens: [],
      mailFrom: undefined,
    });
    expect(lights(findings)).toEqual({ 'DNS, DMARC news.example.com': 'green' });
  });
  it.each([
    [
      'a missing DKIM record',
      { 'CNAME abc._domainkey.example.com': [] },
      'abc._domainkey.example.com CNAME abc.dkim.amazonses.com',
    ],
    [
      'an MX of another region',
      { 'MX bounce.example.com': ['feedback-smtp.us-east-1.amazonses.com'] },
      'MX 10 feedback-smtp.eu-west-1.amazonses.com',
    ],
    ['no SPF', { 'TXT bounce.example.com': ['something else'] }, 'TXT "v=spf1 include:amazonses.com ~all"'],
    [
      'two SPF records',
      { 'TXT bounce.example.com': ['v=spf1 include:amazonses.com ~all', 'v=spf1 -all'] },
      'leave one',
    ],
    [
      'an SPF record that does not name SES: one line more in it, not a second record',
      { 'TXT bounce.example.com': ['v=spf1 include:amazonses.com.example.net -all'] },
      'put "include:amazonses.com" into that record',
    ],
    [
      'a second MX beside that of SES',
      { 'MX bounce.example.com': ['feedback-smtp.eu-west-1.amazonses.com', 'mx.example.com'] },
      'exactly one',
    ],
    ['no DMARC', { 'TXT _dmarc.example.com': [] }, '_dmarc.example.com TXT "v=DMARC1; p=none; rua='],
    [
      'two DMARC records',
      { 'TXT _dmarc.example.com': ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] },
      'leave one',
    ],
    [
      'a DMARC record without a policy',
      { 'TXT _dmarc.example.com': ['v=DMARC1; rua=mailto:dmarc@example.com'] },
      'must be none, quarantine or reject',
    ],
  ])('says for %s what to paste', async (_, changes, mend) => {
    const wrong = (await dnsFindings(answering(changes), sender)).filter(({ light }) => light === 'red');
    expect(wrong.map((finding) => finding.mend).join()).toContain(mend);
  });
});

describe('what the DNS says in other letters', () => {
  const sender = {
    domain: 'example.com',
    dkimTokens: ['abc'],
    mailFrom: 'bounce.example.com',
    region: 'eu-south-1',
  };
  const said: Records = {
    cname: async () => ['ABC.dkim.eu-south-1.amazonses.com.'],
    mx: async () => ['Feedback-SMTP.eu-south-1.amazonses.com.'],
    txt: async (name) =>
      name.startsWith('_dmarc')
        ? ['v=DMARC1 ; P = Quarantine']
        : ['V=SPF1 Include:AmazonSES.com ~ALL', 'else'],
  };

  it('means the same', async () => {
    expect(lights(await dnsFindings(said, sender))).toEqual({
      'DNS, DKIM example.com': 'green',
      'DNS, MX bounce.example.com': 'green',
      'DNS, SPF bounce.example.com': 'green',
      'DNS, DMARC example.com': 'green',
    });
  });

  it('is asked for under the name that DKIM keys have in that region', async () => {
    const [dkim] = await dnsFindings({ ...said, cname: async () => [] }, sender);
    expect(dkim?.mend).toContain('CNAME abc.dkim.eu-south-1.amazonses.com');
  });
});

describe('a DMARC record', () => {
  const judged = async (record: string, domain = 'example.com') =>
    dmarcFinding({ txt: async (name) => (name === '_dmarc.example.com' ? [record] : []) }, domain);

  it('that only watches is amber, and wants somebody who reads the reports', async () => {
    expect(await judged('v=DMARC1; p = none')).toMatchObject({
      light: 'amber',
      mend: expect.stringContaining('rua=mailto:'),
    });
    expect(await judged('v=DMARC1; p=none; rua=mailto:dmarc@example.com')).toMatchObject({
      light: 'amber',
      mend: expect.stringMatching(/^when a month of reports/),
    });
  });

  it('speaks for subdomains by its sp', async () => {
    const record = 'v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@example.com';
    expect(await judged(record)).toMatchObject({ light: 'green' });
    expect(await judged(record, 'news.example.com')).toMatchObject({ light: 'amber' });
  });
});

describe('the stack', () => {
  it('is judged by its status, its version and its last stops', () => {
    const stack = { name: 'EpisodeAnnouncer', status: 'UPDATE_COMPLETE', version: '1.0.0', here: '1.0.0' };
    expect(lights(stackFindings(stack))).toEqual({ stack: 'green', version: 'green' });
    expect(
      lights(stackFindings({ ...stack, status: 'UPDATE_ROLLBACK_COMPLETE', version: undefined })),
    ).toEqual({ stack: 'red', version: 'amber' });
    const url = 'https://sqs.eu-west-1.amazonaws.com/111122223333/EpisodeAnnouncer-DeadLettersQueue';
    expect(lastStopFinding('dead letters', url, 0, 'dead-letters')).toMatchObject({ light: 'green' });
    expect(lastStopFinding('dead letters', url, 3, 'dead-letters')).toMatchObject({
      light: 'red',
      found: '3 messages in EpisodeAnnouncer-DeadLettersQueue',
      mend: 'docs/operations.md#dead-letters',
    });
  });
  it('says which show sends from where SES does not know it', () => {
    const verified = new Set(['example.com']);
    const domains = { verified, permitted: verified };
    expect(senderFinding('show', 'me@example.com', domains)).toMatchObject({ light: 'green' });
    expect(senderFinding('show', 'me@example.org', domains)).toMatchObject({ light: 'red' });
  });
  it('says which show sends from where its functions may not send, though SES knows the domain', () => {
    const domains = {
      verified: new Set(['example.com', 'example.org']),
      permitted: new Set(['example.com']),
    };
    expect(senderFinding('show', 'me@example.org', domains)).toMatchObject({
      light: 'red',
      found: 'sends from example.org, from which the deployed functions may not send',
    });
    expect(senderFinding('show', 'me@example.org', { ...domains, permitted: undefined })).toMatchObject({
      light: 'green',
    });
  });
});

it('a check that cannot be made is a line like any other', async () => {
  const findings = await looked('account', async () => {
    throw new Error('AccessDenied');
  });
  expect(findings).toMatchObject([{ what: 'account', light: 'amber' }]);
});

describe('announcer doctor where there is nothing to look at', () => {
  const bin = fileURLToPath(new URL('../../cli/announcer.js', import.meta.url));
  const doctor = async (environment: Readonly<Record<string, string>>) => {
    const folder = await mkdtemp(join(tmpdir(), 'announcer-doctor-'));
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
    };
    return new Promise<{ exit: unknown; stdout: string }>((resolve) =>
      execFile(process.execPath, [bin, 'doctor'], { cwd: folder, env }, (error, stdout) =>
        resolve({ exit: error?.code, stdout }),
      ),
    );
  };

  it('says which of region and credentials is missing, each with its mend', async () => {
    const nothing = await doctor({});
    expect(nothing.exit).toBe(1);
    expect(nothing.stdout).toMatch(/RED\s+region: none\n\s+set AWS_REGION/);
    expect(nothing.stdout).toMatch(/RED\s+credentials: none\n\s+log in .*AWS_PROFILE/);
    const inRegion = await doctor({ AWS_REGION: 'eu-west-1' });
    expect(inRegion.stdout).toMatch(/ok\s+region: eu-west-1\nRED\s+credentials/);
  });

  it('says that nothing answers', async () => {
    const { exit, stdout } = await doctor({
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'y',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    });
    expect(exit).toBe(1);
    expect(stdout).toMatch(/RED\s+connection: .*\n\s+.*AWS_ENDPOINT_URL/);
  });
});

describe('announcer doctor --local', () => {
  let terminal: Console;
  beforeEach(() => {
    terminal = createConsole();
  });
  it('is green when the show is there and its email renders', async () => {
    await terminal.catalog.putShow(aShow());
    const { exit, stdout } = await terminal.run('doctor');
    expect(stdout).toMatch(/ok\s+template, tidal-notes: renders: \d+ KB/);
    expect(exit).toBe(0);
  });
  it('is red when an email cannot be made', async () => {
    await expect(
      templateFinding({ ...aShow(), timeZone: 'Nowhere/Else' }, 'https://news.example.com', 0),
    ).resolves.toMatchObject({
      light: 'red',
      found: expect.stringContaining('does not render'),
    });
  });
  it('says what to do first where there is no show', async () => {
    const { exit, stdout } = await terminal.run('doctor --json');
    expect(exit).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ what: 'connection' }, { what: 'shows', light: 'amber' }],
    });
  });
});
