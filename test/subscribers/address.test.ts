import { expect, test } from 'vitest';
import { EmailAddress, normalised } from '../../lambdas/subscribers/address.ts';

const read = (text: string): string | undefined => {
  const address = EmailAddress.safeParse(text);
  return address.success ? normalised(address.data) : undefined;
};

test.each([
  ['ADA@Example.COM', 'ada@example.com'],
  ['  ada@example.com\t', 'ada@example.com'],
  ['ada@b\u00fccher.example', 'ada@xn--bcher-kva.example'],
  ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
  ['ada@\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45.com', 'ada@example.com'],
  ['ada@example\u3002com', 'ada@example.com'],
  ["o'brien+news@example.com", "o'brien+news@example.com"],
])('%j is the address %s', (text, address) => {
  expect(read(text)).toBe(address);
});

test.each([
  'ada@exam%6dple.com',
  'ada@example.com/evil',
  'ada@example.com?subject=x',
  'ada@example.com#x',
  'ada@example.com\\x',
  'ada@exam\nple.com',
  'ada@exam\tple.com',
  'ada@example.com:25',
  'ada@%C3%BC.com',
])('%j is no address, rather than the one a URL would make of it', (text) => {
  expect(read(text)).toBeUndefined();
});

test.each([
  'a@b',
  'ada',
  '@example.com',
  'ada@example.com.',
  'ada@.com',
  'ada@-example.com',
  'ada@exa_mple.com',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  '.ada@example.com',
  'a..b@example.com',
  '"a b"@example.com',
  'Ada <ada@example.com>',
  'ada@example.com,eve@example.com',
  '\u0430da@example.com',
  `${'a'.repeat(65)}@example.com`,
])('%j is no address', (text) => {
  expect(read(text)).toBeUndefined();
});

test('an address has at most 254 characters', () => {
  const domain = `${`${'b'.repeat(60)}.`.repeat(3)}cccc.d`;
  expect(read(`${'a'.repeat(64)}@${domain}`)).toHaveLength(254);
  expect(read(`${'a'.repeat(64)}@c${domain}`)).toBeUndefined();
});
