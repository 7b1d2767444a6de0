import {
  DescribeConfigurationSetCommand,
  type DescribeConfigurationSetCommandOutput,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  type SESClient,
} from '@aws-sdk/client-ses';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfigurationSet, Identity } from './ses-findings.ts';

/** SES v1 takes one such call a second for the account. */
const pause = (): Promise<unknown> => sleep(1_100);

export type AskedIdentity = Identity & { readonly dkimTokens: readonly string[] };

/** All domains in three calls, whatever their number (up to 100). */
export const askIdentities = async (
  client: SESClient,
  domains: readonly string[],
): Promise<readonly AskedIdentity[]> => {
  const Identities = [...domains];
  const { VerificationAttributes = {} } = await client.send(
    new GetIdentityVerificationAttributesCommand({ Identities }),
  );
  await pause();
  const { DkimAttributes = {} } = await client.send(new GetIdentityDkimAttributesCommand({ Identities }));
  await pause();
  const { MailFromDomainAttributes = {} } = await client.send(
    new GetIdentityMailFromDomainAttributesCommand({ Identities }),
  );
  await pause();
  return domains.map((domain) => ({
    domain,
    verification: VerificationAttributes[domain]?.VerificationStatus,
    dkim: {
      enabled: DkimAttributes[domain]?.DkimEnabled ?? false,
      status: DkimAttributes[domain]?.DkimVerificationStatus,
    },
    dkimTokens: DkimAttributes[domain]?.DkimTokens ?? [],
    mailFrom: {
      domain: MailFromDomainAttributes[domain]?.MailFromDomain,
      status: MailFromDomainAttributes[domain]?.MailFromDomainStatus,
    },
  }));
};

export const askSendingEnabled = async (client: SESClient): Promise<boolean> =>
  (await client.send(new GetAccountSendingEnabledCommand())).Enabled ?? false;

const MISSING: ConfigurationSet = { exists: false, tlsRequired: false, reputationMetrics: false, events: [] };

export const askConfigurationSet = async (client: SESClient, name: string): Promise<ConfigurationSet> => {
  try {
    const answer = await client.send(
      new DescribeConfigurationSetCommand({
        ConfigurationSetName: name,
        ConfigurationSetAttributeNames: ['eventDestinations', 'deliveryOptions', 'reputationOptions'],
      }),
    );
    return asConfigurationSet(answer);
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('ConfigurationSetDoesNotExist')) return MISSING;
    throw error;
  }
};

const asConfigurationSet = (answer: DescribeConfigurationSetCommandOutput): ConfigurationSet => ({
  exists: true,
  tlsRequired: answer.DeliveryOptions?.TlsPolicy === 'Require',
  reputationMetrics: answer.ReputationOptions?.ReputationMetricsEnabled === true,
  events: (answer.EventDestinations ?? [])
    .filter(({ Enabled }) => Enabled === true)
    .flatMap(({ MatchingEventTypes }) => MatchingEventTypes ?? []),
});
