import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKeys as load } from '../../lambdas/aws/keys.ts';

/** None of these asks Secrets Manager. */
const loadKeys = (name: string) =>
  load(name, () => {
    throw new Error('a file needs no client');
  });

const base64 = (fill: number, bytes = 32) => Buffer.alloc(bytes, fill).toString('base64');

describe('the keys of a deployment', () => {
  let folder = '';
  let files = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const file = async (content: unknown): Promise<string> => {
    files += 1;
    const path = join(folder, `${files}.json`);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return `file:${path}`;
  };

  it('are read from a file, the signing keys in their order', async () => {
    const name = await file({
      identity: base64(1),
      signing: [
        { number: 2, key: base64(3) },
        { number: 1, key: base64(2) },
      ],
    });
    const keys = await loadKeys(name);
    expect(keys.identity).toEqual(new Uint8Array(32).fill(1));
    expect(keys.signing.map(({ number }) => number)).toEqual([2, 1]);
    expect(keys.signing[0]?.key).toEqual(new Uint8Array(32).fill(3));
  });

  it('are read once a process', async () => {
    const name = await file({ identity: base64(1), signing: [{ number: 1, key: base64(2) }] });
    expect(await loadKeys(name)).toBe(await loadKeys(name));
  });

  it('are asked for again after a failure', async () => {
    const name = await file('not yet written');
    await expect(loadKeys(name)).rejects.toThrow('it is not JSON');
    await writeFile(
      name.slice('file:'.length),
      JSON.stringify({ identity: base64(1), signing: [{ number: 1, key: base64(2) }] }),
    );
    await expect(loadKeys(name)).resolves.toBeDefined();
  });

  it('are derived from the seed that CloudFormation drew, the same at every reading', async () => {
    const seed = 'a'.repeat(64);
    const [one, two] = [await loadKeys(await file({ seed })), await loadKeys(await file({ seed }))];
    expect(one).toEqual(two);
    expect(one.signing.map(({ number }) => number)).toEqual([1]);
    expect(one.identity).toHaveLength(32);
    expect(one.identity).not.toEqual(one.signing[0]?.key);
  });

  it('keep the derived signing key after a rotation, behind the new one', async () => {
    const seed = 'a'.repeat(64);
    const before = await loadKeys(await file({ seed }));
    const after = await loadKeys(await file({ seed, signing: [{ number: 2, key: base64(9) }] }));
    expect(after.identity).toEqual(before.identity);
    expect(after.signing.map(({ number }) => number)).toEqual([2, 1]);
    expect(after.signing[1]).toEqual(before.signing[0]);
  });

  it.each([
    ['a short seed', { seed: 'short' }, /seed: must be at least 43/],
    ['no signing key', { identity: base64(1), signing: [] }, /signing: must hold at least one key/],
    [
      'a short key',
      { identity: base64(1, 16), signing: [{ number: 1, key: base64(2) }] },
      /identity: .*32 bytes/,
    ],
    [
      'a number used twice',
      {
        identity: base64(1),
        signing: [
          { number: 1, key: base64(2) },
          { number: 1, key: base64(3) },
        ],
      },
      /numbers must differ/,
    ],
    ['text that is not base64', { identity: 'secret words!', signing: [] }, /identity: must be base64/],
  ])('with %s are refused, and the error holds no secret', async (_, content, message) => {
    const name = await file(content);
    await expect(loadKeys(name)).rejects.toThrow(message);
    await expect(loadKeys(name)).rejects.not.toThrow(/secret words|AQEB/);
  });

  it('that are not there say which name was asked for', async () => {
    await expect(loadKeys(`file:${folder}/absent.json`)).rejects.toThrow('absent.json');
  });
});
