import type { Command } from 'commander';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import { signingWith, withKey, writtenKeyRing } from '../lambdas/aws/key-ring.ts';
import { AnnouncerError } from '../lambdas/errors.ts';
import type { Keys } from '../lambdas/subscribers/tokens.ts';
import { type Cli, NO_ARGUMENTS, NO_OPTIONS, type Session } from './session.ts';

const RESTART = 'npm run deploy -- -c restart=$(date +%s)';

export const registerKeysList = (keys: Command, cli: Cli): Command =>
  cli.verb(
    keys.command('list').description('the numbers of the signing keys; the first signs, all verify'),
    { args: NO_ARGUMENTS, options: NO_OPTIONS },
    async (session) => tell(session, await (await session.connection()).keys()),
  );

export const registerKeysAdd = (keys: Command, cli: Cli): Command =>
  cli.verb(
    keys.command('add').description('draw a new signing key, which verifies and does not sign yet'),
    { args: NO_ARGUMENTS, options: NO_OPTIONS },
    async (session) => {
      const next = withKey(await (await session.connection()).keys(), randomBytes(32));
      if (next.signing.some(({ number }) => number > 255))
        throw new AnnouncerError(
          'TransitionRefused',
          'a token has room for key numbers up to 255, and they are used up',
        );
      await keep(session, next);
      tell(session, next);
      session.output.note(
        `Have every function read it: ${RESTART}\nThen: announcer keys use ${next.signing.at(-1)?.number}`,
      );
    },
  );

export const registerKeysUse = (keys: Command, cli: Cli): Command =>
  cli.verb(
    keys
      .command('use')
      .description('sign with this key from now on; the others go on verifying')
      .argument('<number>', 'see "announcer keys list"'),
    { args: z.tuple([z.coerce.number('must be a number').int()]), options: NO_OPTIONS },
    async (session, [number]) => {
      const next = signingWith(await (await session.connection()).keys(), number);
      if (next === undefined)
        throw new AnnouncerError('TransitionRefused', `there is no key ${number}: announcer keys list`);
      await keep(session, next);
      tell(session, next);
      session.output.note(`The functions sign with it when they have read it: ${RESTART}`);
    },
  );

const tell = (session: Session, { signing }: Keys): void => {
  const numbers = signing.map(({ number }) => number);
  session.output.result(
    { signs: numbers[0], verify: numbers },
    `signs ${numbers[0]}, verify ${numbers.join(', ')}`,
  );
};

const { keysSecretArn } = SETTINGS;

/** Secrets Manager keeps the version before, as AWSPREVIOUS. */
const keep = async (session: Session, keys: Keys): Promise<void> => {
  if (session.target.kind === 'local')
    throw new AnnouncerError(
      'Usage',
      'the local system keeps its keys in a file of its own and needs no rotation',
    );
  const { environment } = await session.connection();
  const secret = readEnvironment({ keysSecretArn }, environment).keysSecretArn;
  const { PutSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  await new SecretsManagerClient({}).send(
    new PutSecretValueCommand({ SecretId: secret, SecretString: writtenKeyRing(keys) }),
  );
};
