import { amber, type Finding, green, red } from './finding.ts';

export const stackFindings = (stack: {
  readonly name: string;
  readonly status: string;
  /** Undefined before versions were told. */
  readonly version: string | undefined;
  readonly here: string;
}): readonly Finding[] => [
  /^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stack.status)
    ? green('stack', `${stack.name}: ${stack.status}`)
    : red(
        'stack',
        `${stack.name}: ${stack.status}`,
        'CloudFormation console, Events: mend what failed, then "npm run deploy"',
      ),
  stack.version === stack.here
    ? green('version', stack.here)
    : amber(
        'version',
        `deployed ${stack.version ?? 'unknown'}, here ${stack.here}`,
        'run "npm run deploy", or check out the version that is deployed',
      ),
];

export const lastStopFinding = (what: string, messages: number, heading: string): Finding =>
  messages === 0 ? green(what, 'empty') : red(what, `${messages} messages`, `docs/operations.md#${heading}`);

/** Which shows send from a domain that this deployment may send from. */
export const senderFinding = (showId: string, address: string, verified: ReadonlySet<string>): Finding => {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return verified.has(domain)
    ? green(`show ${showId}`, `sends from ${domain}`)
    : red(
        `show ${showId}`,
        `sends from ${domain}, which SES has not verified`,
        'add it to senderDomains in cdk.json and deploy, or correct the show’s sender',
      );
};
