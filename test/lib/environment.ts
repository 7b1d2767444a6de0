import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Template } from 'aws-cdk-lib/assertions';
import { AnnouncerStack } from '../../lib/announcer-stack.ts';
import { type Configuration, readEnvironments } from '../../lib/config.ts';
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

/** An app without the code of its functions, which the tests of intent do not look at. */
export const appWith = (changes: Readonly<Record<string, unknown>> = {}) => {
  const app = new App({ context: featureFlags });
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

export const templateOf = (changes: Readonly<Record<string, unknown>> = {}): Template =>
  Template.fromStack(appWith(changes).stack);
