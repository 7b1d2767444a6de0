import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Template } from 'aws-cdk-lib/assertions';
import { AnnouncerStack } from '../../lib/announcer-stack.ts';
import { type Configuration, readEnvironments } from '../../lib/config.ts';
import { remembered } from '../../lambdas/remembered.ts';
import featureFlags from '../../lib/feature-flags.json' with { type: 'json' };

/** What a team writes, complete and short. */
export const written = {
  region: 'eu-west-1',
  senderDomains: [{ domain: 'example.com', dns: 'elsewhere' }],
  pages: 'api-address',
  alarmAddress: 'operators@example.com',
} as const;

export const configured = (changes: Readonly<Record<string, unknown>> = {}): Configuration => {
  const [environment] = readEnvironments({ production: { ...written, ...changes } });
  if (environment === undefined) throw new Error('no environment was read');
  return environment.configuration;
};

/**
 * An app without the code of its functions, which the tests of intent do not look at. CloudFormation's rules, half of
 * the time of a synth, have a test of their own.
 */
export const appWith = (changes: Readonly<Record<string, unknown>> = {}) => {
  const app = new App({ context: featureFlags, builtinCloudFormationValidation: false });
  return { app, stack: stackIn(app, 'EpisodeAnnouncer', changes) };
};

export const stackIn = (app: App, name: string, changes: Readonly<Record<string, unknown>>) => {
  const configuration = configured(changes);
  return new AnnouncerStack(app, name, {
    env: { region: configuration.region },
    configuration,
    codeOf: () => Code.fromInline('exports.handler = () => {}'),
  });
};

/** To be read and not to be changed: many tests look at the same one. */
export const templateOf = (changes: Readonly<Record<string, unknown>> = {}): Template =>
  templateFor(JSON.stringify(changes));

const templateFor = remembered((changes: string) => Template.fromStack(appWith(JSON.parse(changes)).stack));
