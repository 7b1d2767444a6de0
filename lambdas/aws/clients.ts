import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Surroundings } from './surroundings.ts';

type Account = Pick<Surroundings, 'environment' | 'signer'>;

/**
 * A call that hangs is given up and repeated, well inside a function's time. Writes are conditional or may be
 * repeated, so the SDK's own attempts do no harm here: only SendRawEmail must never be repeated.
 */
const shared = {
  maxAttempts: 5,
  // Nobody changes a client's middleware here, and resolving it anew is a fifth of a call's processor time.
  cacheMiddleware: true,
  requestHandler: {
    // A function that starts with a sliver of a processor takes its own lateness for the other side's.
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    throwOnRequestTimeout: true,
    socketTimeout: 5_000,
  },
};

/**
 * Where a service answers. With an endpoint of its own the environment also says who asks: the local system, whose
 * variables a command reads from a file. Without one the SDK finds everything by itself.
 */
export const connectionOf = (account: Account, service: 'DYNAMODB' | 'SQS' | 'SES') => {
  const { environment, signer } = account;
  const endpoint = environment[`AWS_ENDPOINT_URL_${service}`];
  const region = environment['AWS_REGION'];
  const accessKeyId = environment['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = environment['AWS_SECRET_ACCESS_KEY'];
  const named = region === undefined ? {} : { region };
  if (endpoint === undefined) return named;
  if (accessKeyId === undefined || secretAccessKey === undefined) return { ...named, endpoint };
  const credentials = { accessKeyId, secretAccessKey };
  return { ...named, endpoint, credentials, ...(signer === undefined ? {} : { signer }) };
};

/** The SDK copies what each call asks and answers for a logger. There is none, and it takes a tenth of a call. */
export const withoutLogger = <C extends { readonly middlewareStack: { remove(name: string): boolean } }>(
  client: C,
): C => {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
};

export const createDynamoClient = (account: Account): DynamoDBClient =>
  withoutLogger(new DynamoDBClient({ ...shared, ...connectionOf(account, 'DYNAMODB') }));

export const createSqsClient = (account: Account): SQSClient =>
  withoutLogger(new SQSClient({ ...shared, ...connectionOf(account, 'SQS') }));

export const createSecretsClient = ({ environment }: Account): SecretsManagerClient => {
  const region = environment['AWS_REGION'];
  return new SecretsManagerClient({ ...shared, ...(region === undefined ? {} : { region }) });
};
