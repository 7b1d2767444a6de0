import { App, Tags } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { join } from 'node:path';
import { AnnouncerError } from '../lambdas/errors.ts';
import { BUNDLES, bundleFunctions } from './bundles.ts';
import { AnnouncerStack } from './announcer-stack.ts';
import { CONTEXT_KEY, readEnvironments } from './config.ts';
import featureFlags from './feature-flags.json' with { type: 'json' };
import { holdToSecurityRules } from './security-rules.ts';
import { stackNameOf } from './stack-name.ts';

// The values CDK recommends (`cdk flags`), kept out of cdk.json, where a team looks for its own configuration.
const app = new App({ context: featureFlags });
try {
  const only: unknown = app.node.tryGetContext('environment');
  const restart: unknown = app.node.tryGetContext('restart');
  const environments = readEnvironments(
    app.node.tryGetContext(CONTEXT_KEY),
    typeof only === 'string' ? only : undefined,
  );
  await bundleFunctions();
  for (const { name, configuration } of environments) {
    const stack = new AnnouncerStack(app, stackNameOf(name), {
      description: `Episode Announcer, environment ${name}`,
      env: { region: configuration.region },
      configuration,
      ...(typeof restart === 'string' ? { restart } : {}),
      codeOf: (entry) => Code.fromAsset(join(BUNDLES, entry)),
    });
    Tags.of(stack).add('episode-announcer', name);
  }
  holdToSecurityRules(app);
} catch (error) {
  if (!(error instanceof AnnouncerError)) throw error;
  // What is wrong with cdk.json, without the stack trace that would hide it.
  console.error(error.message);
  process.exit(1);
}
