import { expect, test } from 'vitest';
import { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { mailboxHash, sourceHash } from '../../lambdas/subscribers/keyed-hashes.ts';
import { KEYS } from '../web/website.ts';

const mailbox = (address: string) => mailboxHash(KEYS, EmailAddress.parse(address));

test('addresses that fill one mailbox share its limits', () => {
  expect(mailbox('Ada+shows@Example.com')).toBe(mailbox('ada@example.com'));
  expect(mailbox('a.d.a@gmail.com')).toBe(mailbox('ada+1@googlemail.com'));
});

test('other mailboxes do not', () => {
  expect(mailbox('a.da@example.com')).not.toBe(mailbox('ada@example.com'));
  expect(mailbox('+tag@example.com')).not.toBe(mailbox('+other@example.com'));
});

test('a source is one IPv4 address or one IPv6 network, however it is written', () => {
  const source = (text: string) => sourceHash(KEYS, text);
  expect(source('2001:db8:0:7:1:2:3:4')).toBe(source('2001:0db8::7:ffff:0:0:1'));
  expect(source('2001:db8::1')).toBe(source('2001:db8:0:0::9'));
  expect(source('2001:db8:0:7::1')).not.toBe(source('2001:db8:0:8::1'));
  expect(source('192.0.2.1')).not.toBe(source('192.0.2.2'));
});

test('nothing of the address or the source is left in the hash, and another key gives another', () => {
  const other = { ...KEYS, identity: Buffer.alloc(32, 9) };
  expect(mailbox('ada@example.com')).toMatch(/^[0-9a-f]{32}$/);
  expect(mailboxHash(other, EmailAddress.parse('ada@example.com'))).not.toBe(mailbox('ada@example.com'));
});
