import { SIGNATURE } from '../signature.ts';

export const signedFor = (action: string): Readonly<Record<string, string>> => ({
  'Content-Type': 'application/x-amz-json-1.0',
  'X-Amz-Target': `DynamoDB_20120810.${action}`,
  ...SIGNATURE,
});
