import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { AnnouncerError } from '../errors.ts';
import type { Keys } from '../subscribers/tokens.ts';

/** 256 bits, the size of the HMAC's own hash. */
const KEY_BYTES = 32;

const key = z
  .base64('must be base64')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
  .refine((bytes) => bytes.length >= KEY_BYTES, `must be at least ${KEY_BYTES} bytes`);

const KeyRing = z.strictObject({
  identity: key,
  signing: z
    .array(z.strictObject({ number: z.int().min(0).max(255), key }))
    .min(1, 'must hold at least one key; the first signs')
    .refine((keys) => new Set(keys.map(({ number }) => number)).size === keys.length, 'numbers must differ'),
});

/**
 * `{"identity": base64, "signing": [{"number": 1, "key": base64}, ...]}` from Secrets Manager, or from a file where
 * the name is `file:/absolute/path.json`. Read once a process; a failure is not kept.
 */
export const loadKeys = (name: string): Promise<Keys> => {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const loading = read(name).catch((error: unknown) => {
    loaded.delete(name);
    throw error;
  });
  loaded.set(name, loading);
  return loading;
};

const loaded = new Map<string, Promise<Keys>>();

const read = async (name: string): Promise<Keys> => {
  const ring = KeyRing.safeParse(json(name, await textOf(name)));
  if (!ring.success)
    // The values are secret: the error names fields and rules alone.
    throw invalid(
      name,
      ring.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  return ring.data;
};

const textOf = async (name: string): Promise<string> => {
  if (name.startsWith('file:')) return readFile(pathOf(name), 'utf8');
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: name }),
  );
  if (SecretString === undefined) throw invalid(name, 'it holds no text');
  return SecretString;
};

const pathOf = (name: string): string => (name.startsWith('file://') ? fileURLToPath(name) : name.slice(5));

const json = (name: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(name, 'it is not JSON');
  }
};

const invalid = (name: string, fault: string): AnnouncerError =>
  new AnnouncerError(
    'ConfigurationInvalid',
    `keys ${name}: ${fault}. They must look like {"identity": "<base64>", "signing": [{"number": 1, "key": "<base64>"}]}`,
  );
