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

export const lastStopFinding = (what: string, url: string, messages: number, heading: string): Finding =>
  messages === 0
    ? green(what, 'empty')
    : red(
        what,
        `${messages} ${messages === 1 ? 'message' : 'messages'} in ${url.slice(url.lastIndexOf('/') + 1)}`,
        `docs/operations.md#${heading}`,
      );

/** Whether SES knows the domain a show sends from, and whether this deployment's functions may send from it. */
export const senderFinding = (
  showId: string,
  address: string,
  domains: {
    readonly verified: ReadonlySet<string>;
    /** Undefined before stacks told theirs. */
    readonly permitted: ReadonlySet<string> | undefined;
  },
): Finding => {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const why = !domains.verified.has(domain)
    ? 'which SES has not verified'
    : domains.permitted?.has(domain) === false
      ? 'from which the deployed functions may not send'
      : undefined;
  return why === undefined
    ? green(`show ${showId}`, `sends from ${domain}`)
    : red(
        `show ${showId}`,
        `sends from ${domain}, ${why}`,
        'add it to senderDomains in cdk.json and deploy, or correct the show’s sender',
      );
};
