/** dynalite looks at the form of a signature and does not verify it. */
export const signedFor = (action: string): Readonly<Record<string, string>> => ({
  'Content-Type': 'application/x-amz-json-1.0',
  'X-Amz-Target': `DynamoDB_20120810.${action}`,
  'X-Amz-Date': '20260101T000000Z',
  Authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
});
