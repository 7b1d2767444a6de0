import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

/**
 * A call that hangs is given up and repeated, well inside a function's time. Writes are conditional or may be
 * repeated, so the SDK's own attempts do no harm here: only SendRawEmail must never be repeated.
 */
const timeouts = {
  connectionTimeout: 1_000,
  requestTimeout: 5_000,
  throwOnRequestTimeout: true,
  socketTimeout: 5_000,
};

/** Region, credentials and AWS_ENDPOINT_URL_DYNAMODB come from the environment, as the SDK reads them. */
export const createDynamoClient = (): DynamoDBClient =>
  new DynamoDBClient({ maxAttempts: 5, requestHandler: timeouts });

export const createSqsClient = (): SQSClient => new SQSClient({ maxAttempts: 5, requestHandler: timeouts });
