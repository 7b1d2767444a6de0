import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AnnouncerError } from '../errors.ts';
import type { Keys } from '../subscribers/tokens.ts';
import { readKeyRing } from './key-ring.ts';

/**
 * The deployment's keys (key-ring.ts) from Secrets Manager, or from a file where the name is
 * `file:/absolute/path.json`. Read once a process; a failure is not kept.
 */
export const loadKeys = (name: string, secrets: () => SecretsManagerClient): Promise<Keys> => {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const loading = read(name, secrets).catch((error: unknown) => {
    loaded.delete(name);
    throw error;
  });
  loaded.set(name, loading);
  return loading;
};

const loaded = new Map<string, Promise<Keys>>();

const read = async (name: string, secrets: () => SecretsManagerClient): Promise<Keys> => {
  const ring = readKeyRing(json(name, await textOf(name, secrets)));
  if (!ring.ok) throw invalid(name, ring.faults);
  return ring.keys;
};

const textOf = async (name: string, secrets: () => SecretsManagerClient): Promise<string> => {
  if (name.startsWith('file:')) return readFile(pathOf(name), 'utf8');
  const { SecretString } = await secrets().send(new GetSecretValueCommand({ SecretId: name }));
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
    `keys ${name}: ${fault}. A key ring looks like {"identity": "<base64>", "signing": [{"number": 1, "key": "<base64>"}]}`,
  );
