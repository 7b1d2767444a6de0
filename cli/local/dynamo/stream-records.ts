import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

export type Item = Readonly<Record<string, AttributeValue>>;

/** One row before and after a write; `undefined` = not there. */
export type RowChange = {
  readonly keys: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
};

/**
 * The stream record of a change, as a stream with new and old images carries it
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html).
 * A write that changed nothing has none, as in DynamoDB.
 */
export const recordOf = (
  change: RowChange,
  stream: { readonly arn: string; readonly sequenceNumber: string; readonly now: number },
): DynamoDBRecord | undefined => {
  const { keys, before, after } = change;
  if (isDeepStrictEqual(before, after)) return undefined;
  return {
    eventID: randomBytes(16).toString('hex'),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(stream.now / 1000),
      Keys: { ...keys },
      ...(after === undefined ? {} : { NewImage: { ...after } }),
      ...(before === undefined ? {} : { OldImage: { ...before } }),
      SequenceNumber: stream.sequenceNumber,
      SizeBytes: JSON.stringify([keys, before, after]).length,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: stream.arn,
  };
};
