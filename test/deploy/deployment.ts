import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { SESClient, VerifyDomainIdentityCommand } from '@aws-sdk/client-ses';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { root, run } from './commands.ts';
import { CREDENTIALS, type Emulator, REGION } from './emulator.ts';

export const STACK = 'EpisodeAnnouncer-trial';
const SENDER_DOMAIN = 'tidalnotes.example';
export const PAGES = `pages.${SENDER_DOMAIN}`;
const CERTIFICATE = `arn:aws:acm:${REGION}:000000000000:certificate/00000000-0000-0000-0000-000000000000`;

const Outputs = z.record(z.string(), z.record(z.string(), z.string()));

/**
 * The app of this repository, with a configuration of its own. The sender's domain is one that is verified already:
 * no emulator gives the DKIM tokens that the DNS records of a new one would be made of.
 */
export const createDeployment = async (emulator: Emulator) => {
  const folder = await mkdtemp(join(tmpdir(), 'announcer-deploy-'));
  const cdk = (...words: string[]) =>
    run(join(root, 'node_modules', '.bin', 'cdk'), [...words, '--ci'], { cwd: folder, env: emulator.env });
  const configure = (changes: Readonly<Record<string, unknown>>) =>
    writeFile(
      join(folder, 'cdk.json'),
      JSON.stringify({
        app: `node ${join(root, 'lib', 'app.ts')}`,
        context: {
          'episode-announcer': {
            trial: {
              region: REGION,
              senderDomains: [{ domain: SENDER_DOMAIN, dns: 'verified' }],
              pages: { domain: PAGES, dns: 'elsewhere', certificateArn: CERTIFICATE },
              alarmAddress: 'operators@tidalnotes.example',
              sandboxRecipients: ['team@tidalnotes.example'],
              ...changes,
            },
          },
        },
      }),
    );

  return {
    remove: () => rm(folder, { recursive: true, force: true }),
    bootstrap: async () => {
      // By hand, as a team does whose domain has been with SES for years.
      const ses = new SESClient({ endpoint: emulator.endpoint, region: REGION, credentials: CREDENTIALS });
      await ses.send(new VerifyDomainIdentityCommand({ Domain: SENDER_DOMAIN }));
      await cdk('bootstrap', `aws://000000000000/${REGION}`);
    },
    /** Deploys with these settings changed, and gives the stack's outputs. */
    deploy: async (
      changes: Readonly<Record<string, unknown>> = {},
    ): Promise<Readonly<Record<string, string>>> => {
      await configure(changes);
      const file = join(folder, 'outputs.json');
      await cdk(
        'deploy',
        '--all',
        '--require-approval',
        'never',
        '--progress',
        'events',
        '--outputs-file',
        file,
      );
      const outputs = Outputs.parse(JSON.parse(await readFile(file, 'utf8')))[STACK];
      if (outputs === undefined) throw new Error(`no outputs of ${STACK}`);
      return outputs;
    },
  };
};

/** Calls the deployed sweep as its rule does. The rule comes every five minutes, and the whole suite may take no longer. */
export const sweepOf =
  ({ endpoint }: Emulator) =>
  async (): Promise<void> => {
    const client = new LambdaClient({ endpoint, region: REGION, credentials: CREDENTIALS });
    for await (const { Functions } of paginateListFunctions({ client }, {}))
      for (const { FunctionName } of Functions ?? [])
        if (FunctionName?.startsWith(`${STACK}-Sweep`) === true) {
          const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName }));
          if (FunctionError === undefined) return;
          throw new Error(`the sweep failed: ${Buffer.from(Payload ?? []).toString()}`);
        }
    throw new Error(`no function of ${STACK} is called Sweep`);
  };

/** The command line as an operator has it, with JSON for an answer. */
export const announcer =
  (emulator: Emulator, statuses: readonly number[] = [0]) =>
  async (...words: string[]): Promise<unknown> => {
    const { stdout } = await run(
      process.execPath,
      [join(root, 'cli', 'announcer.js'), ...words, '--stack', STACK, '--json'],
      { env: emulator.env, statuses },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  };
