/** What fauxqs gives every queue. */
const ACCOUNT = '000000000000';

export const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** fauxqs finds a queue by the last part of its URL, whatever the host. */
export const queueUrl = (server: string, name: string): string => `${server}/${ACCOUNT}/${name}`;

export const EVIDENCE_QUEUE = 'evidence';
