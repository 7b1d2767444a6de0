import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRecordFile } from '../../cli/record-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
});
afterAll(() => rm(folder, { recursive: true }));

const nothing = (async function* () {})();

const read = async (content: string | Uint8Array): Promise<unknown> => {
  const file = join(folder, 'record.yaml');
  await writeFile(file, content);
  return readRecordFile(file, nothing);
};

/** What a person is told about a file that cannot be read. */
const faultOf = async (content: string | Uint8Array): Promise<string> => {
  const error = await read(content).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'AnnouncerError', code: 'InvalidRecord' });
  return error instanceof Error ? error.message : '';
};

test('a byte order mark and Windows line ends are no part of a record', async () => {
  expect(await read('\u{feff}title: One\r\nsummary:\r\n  - Two\r\n')).toEqual({
    title: 'One',
    summary: ['Two'],
  });
});

test('a file that is not UTF-8 is refused: its letters would be mailed as others', async () => {
  expect(await faultOf(Buffer.from('title: Café', 'latin1'))).toContain('save it as UTF-8');
  expect(await faultOf(Buffer.from('title: Café', 'utf16le'))).toBeDefined();
});

test('a title with a colon is answered with the line and the quotes it needs', async () => {
  const fault = await faultOf('showId: x\ntitle: Episode 5: The sea\n');
  expect(fault).toContain('at line 2');
  expect(fault).toContain('title: Episode 5: The sea');
  expect(fault).toContain('needs quotes');
});

test.each([
  ['a key twice', 'title: x\ntitle: y\n', 'unique at line 2'],
  ['more than one record', 'title: x\n---\ntitle: y\n', 'one file, one record'],
  ['a tag of another program', 'title: !!js/function x\n', 'Unresolved tag'],
  ['an alias of nothing', 'title: *missing\n', 'Unresolved alias'],
  ['aliases that multiply', bomb(), 'alias'],
  ['brackets without end', '['.repeat(20_000), 'more deeply than any record'],
])('%s is a fault of the file and not of the program', async (_, content, told) => {
  expect(await faultOf(content)).toContain(told);
});

function bomb(): string {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f'];
  return levels
    .map(
      (name, at) =>
        `${name}: &${name} [${Array(9)
          .fill(at === 0 ? 'x' : `*${levels[at - 1]}`)
          .join(', ')}]`,
    )
    .join('\n');
}
