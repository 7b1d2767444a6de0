import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Clock, Log } from '../announcements/ports.ts';

/** What a process gives everything that is wired in it. */
export type Surroundings = {
  /** Variables of environment.ts and the SDK's own: a function's, a stack's outputs, or the local system's. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  /** In place of AWS's signature, where nobody verifies one. */
  readonly signer?: Signer;
};

export type Signer = Extract<DynamoDBClientConfig['signer'], { sign: unknown }>;
