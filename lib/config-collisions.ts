import type { Fault } from '../lambdas/faults.ts';
import type { Environment } from './config.ts';

type Made = { readonly field: string; readonly name: string; readonly rule: string };

/**
 * What AWS has once in an account and region. Environments that are deployed together cannot each make it: the second
 * would fail halfway, with a message that names no environment.
 */
export const collisionsOf = (environments: readonly Environment[]): readonly Fault[] => {
  const makers = new Map<string, string>();
  return environments.flatMap(({ name: environment, configuration }) =>
    madeBy(configuration).flatMap(({ field, name, rule }) => {
      const key = `${configuration.region} ${name}`;
      const maker = makers.get(key);
      makers.set(key, maker ?? environment);
      if (maker === undefined) return [];
      return [
        {
          field: `${environment}.${field}`,
          value: JSON.stringify(name),
          rule: `is made by environment "${maker}" in the same region: ${rule}. Of two accounts, deploy each with -c environment=NAME`,
        },
      ];
    }),
  );
};

const madeBy = ({
  senderDomains,
  sandboxRecipients,
  pages,
}: Environment['configuration']): readonly Made[] => [
  ...senderDomains.flatMap(({ domain, dns }, index) =>
    dns === 'verified'
      ? []
      : [{ field: `senderDomains[${index}].domain`, name: domain, rule: 'say "dns": "verified" here' }],
  ),
  ...sandboxRecipients.map((address, index) => ({
    field: `sandboxRecipients[${index}]`,
    name: address,
    rule: 'name it there alone',
  })),
  ...(pages === 'api-address'
    ? []
    : [{ field: 'pages.domain', name: pages.domain, rule: 'take another, e.g. "staging.example.com"' }]),
];
