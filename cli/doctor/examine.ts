import type { SESClient } from '@aws-sdk/client-ses';
import { readEnvironment, SETTINGS } from '../../lambdas/aws/environment.ts';
import type { Show } from '../../lambdas/episodes/show.ts';
import type { Connection } from '../connection.ts';
import type { Session } from '../session.ts';
import { createRecords } from './ask-dns.ts';
import { askConfigurationSet, askIdentities, askSendingEnabled } from './ask-ses.ts';
import { askQueueDepth, askStackStatus, askSuppression } from './ask-stack.ts';
import { dnsFindings } from './dns-findings.ts';
import { amber, type Finding, green, looked } from './finding.ts';
import { accountFindings, configurationSetFindings, identityFindings } from './ses-findings.ts';
import { reach } from './reach.ts';
import { lookAtShows, templateFinding } from './show-findings.ts';
import { lastStopFinding, senderFinding, stackFindings } from './stack-findings.ts';

const { publicUrl, configurationSet, senderDomains, deadLettersUrl, failedEventsUrl, version } = SETTINGS;

/** Every part of a system, in the order in which one rests on another. */
export const examine = async (session: Session, here: string): Promise<readonly Finding[]> => {
  const { findings: first, connection } = await reach(session);
  if (connection === undefined) return first;
  const { shows, findings } = await lookAtShows(() => connection.catalog());
  const templates = await examineTemplates(connection, shows, session.clock.now());
  if (session.target.kind === 'local') return [...first, ...findings, ...templates];
  return [
    ...first,
    ...(await examineStack(connection, session.target.name, here)),
    ...(await examineSes(connection, session.target.name, shows)),
    ...findings,
    ...templates,
  ];
};

const examineTemplates = (
  connection: Connection,
  shows: readonly Show[],
  now: number,
): Promise<readonly Finding[]> =>
  looked('templates', async () => {
    const settings = readEnvironment({ publicUrl }, connection.environment);
    return Promise.all(shows.map((show) => templateFinding(show, settings.publicUrl, now)));
  });

const examineStack = async (
  connection: Connection,
  name: string,
  here: string,
): Promise<readonly Finding[]> => {
  const settings = readEnvironment({ deadLettersUrl, failedEventsUrl, version }, connection.environment);
  const lastStop = (what: string, url: string | undefined, heading: string) =>
    looked(what, async () =>
      url === undefined ? [] : [lastStopFinding(what, url, await askQueueDepth(url), heading)],
    );
  return [
    ...(await looked('stack', async () =>
      stackFindings({ name, status: await askStackStatus(name), version: settings.version, here }),
    )),
    ...(await lastStop('dead letters', settings.deadLettersUrl, 'dead-letters')),
    ...(await lastStop('failed events', settings.failedEventsUrl, 'failed-events')),
  ];
};

const examineSes = async (
  connection: Connection,
  stack: string,
  shows: readonly Show[],
): Promise<readonly Finding[]> => {
  const { SESClient } = await import('@aws-sdk/client-ses');
  const client = new SESClient({});
  const settings = readEnvironment({ configurationSet, senderDomains }, connection.environment);
  const set = settings.configurationSet;
  const permitted =
    settings.senderDomains === undefined ? undefined : new Set(settings.senderDomains.split(','));
  return [
    ...(await looked('account', async () => {
      const quota = await (await connection.mailer()).quota();
      return accountFindings({ ...quota, sendingEnabled: await askSendingEnabled(client) });
    })),
    ...(await looked('configuration set', async () =>
      set === undefined ? [] : configurationSetFindings(set, await askConfigurationSet(client, set)),
    )),
    ...(await looked('suppression', async () => [suppressionFinding(await askSuppression(stack))])),
    ...(await looked('senders', () => examineSenders(client, shows, permitted))),
  ];
};

const suppressionFinding = (reasons: readonly string[]): Finding =>
  reasons.includes('BOUNCE') && reasons.includes('COMPLAINT')
    ? green('suppression', 'bounces and complaints, as deployed')
    : amber(
        'suppression',
        reasons.join(', ') || 'none',
        'run "npm run deploy": the stack suppresses bounces and complaints',
      );

const examineSenders = async (
  client: SESClient,
  shows: readonly Show[],
  permitted: ReadonlySet<string> | undefined,
): Promise<readonly Finding[]> => {
  const ofShows = shows.map(({ sender }) => sender.address.slice(sender.address.lastIndexOf('@') + 1));
  const domains = [...new Set([...(permitted ?? []), ...ofShows])];
  if (domains.length === 0) return [];
  const identities = await askIdentities(client, domains);
  const verified = new Set(
    identities.filter((one) => one.verification === 'Success').map((one) => one.domain),
  );
  const region = await client.config.region();
  const records = createRecords();
  const ofDns = identities.map(({ domain, dkimTokens, mailFrom }) =>
    looked(
      `DNS ${domain}`,
      () => dnsFindings(records, { domain, dkimTokens, mailFrom: mailFrom.domain, region }),
      'the DNS gave no answer here: try again, or from another network',
    ),
  );
  return [
    ...shows.map(({ showId, sender }) => senderFinding(showId, sender.address, { verified, permitted })),
    ...identities.flatMap(identityFindings),
    ...(await Promise.all(ofDns)).flat(),
  ];
};
