import { CelEngine, TemplateFile } from '@aws/cloudformation-validate';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdToSecurityRules } from '../../lib/security-rules.ts';
import { appWith, stackIn } from './environment.ts';

const withEverything = {
  senderDomains: [
    { domain: 'example.com', dns: 'elsewhere' },
    { domain: 'news.example.org', dns: { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.org' } },
  ],
  pages: {
    domain: 'pages.example.org',
    dns: { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.org' },
  },
  sandboxRecipients: ['you@example.com'],
  doubtPolicy: 'resend',
};

// On a busy machine cdk-nag takes its time.
describe('the security rules', { timeout: 60_000 }, () => {
  it.each([
    ['the shortest configuration', {}],
    ['a configuration with everything', withEverything],
  ])('find nothing that is not acknowledged in %s', (_, changes) => {
    const { app } = appWith(changes);
    holdToSecurityRules(app);
    expect(() => app.synth()).not.toThrow();
  });

  it('find nothing in two environments side by side, whose metrics do not mix', () => {
    const { app, stack } = appWith();
    const staging = stackIn(app, 'EpisodeAnnouncer-staging', {
      senderDomains: [{ domain: 'example.com', dns: 'verified' }],
    });
    holdToSecurityRules(app);
    expect(() => app.synth()).not.toThrow();
    const namespaces = [stack, staging].map((one) => [
      ...new Set(JSON.stringify(Template.fromStack(one).toJSON()).match(/EpisodeAnnouncer\/[\w-]+(?=")/g)),
    ]);
    expect(namespaces).toEqual([
      ['EpisodeAnnouncer/EpisodeAnnouncer'],
      ['EpisodeAnnouncer/EpisodeAnnouncer-staging'],
    ]);
  });

  it('end the synth when something is wrong', () => {
    const app = new App({ builtinCloudFormationValidation: false });
    new Queue(new Stack(app, 'Stack'), 'QueueWithoutTlsAndDeadLetters');
    holdToSecurityRules(app);
    expect(() => app.synth()).toThrow(/SQS4.*validation-report/s);
  });
});

describe('CloudFormation’s own rules', () => {
  it('find nothing', { timeout: 60_000 }, () => {
    const { app } = appWith(withEverything);
    const { directory } = app.synth();
    const engine = new CelEngine();
    try {
      const template = new TemplateFile(join(directory, 'EpisodeAnnouncer.template.json'));
      const report = engine.validateStandard(template, {
        severityLevel: 'WARN',
        // CDK itself writes out the dependency of each function on its role.
        exclude: { ids: ['W3005'] },
      });
      expect(report.diagnostics.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    } finally {
      engine.free();
    }
  });
});
