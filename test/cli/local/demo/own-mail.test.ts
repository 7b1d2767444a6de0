import { expect, test } from 'vitest';
import { mailOf, spoiltAmong } from '../../../../cli/local/demo/own-mail.ts';

const mail = (to: string, token: string, body = 'The episode.'): Buffer =>
  Buffer.from(
    [
      `To: ${to}`,
      `List-Unsubscribe: <http://127.0.0.1:4080/s/show/unsubscribe/${token}>`,
      `Message-ID: <${token}@email.amazonses.com>`,
      '',
      `${body} Leave: http://127.0.0.1:4080/s/show/unsub=\r\nscribe/${token}`,
    ].join('\r\n'),
  );

const ada = mailOf('ada@example.com', mail('ada@example.com', 'token-a'));
const bob = mailOf('bob@example.com', mail('bob@example.com', 'token-b'));
const eve = mailOf('eve@example.com', mail('eve@example.com', 'token-e'));

test('mails that differ in the address and the links alone are sound', () => {
  expect(spoiltAmong([ada, bob, eve])).toEqual([]);
});

test('the same mail twice is no spoilt mail: it is counted as a second one', () => {
  expect(spoiltAmong([ada, ada, bob])).toEqual([]);
});

test.each([
  ['with the address of another in To', mail('ada@example.com', 'token-b')],
  ['without a link to leave', Buffer.from('To: bob@example.com\r\n\r\nThe episode.')],
  ['that lost a part of its text', mail('bob@example.com', 'token-b', 'The epi')],
])('a mail %s is spoilt', (_, raw) => {
  const spoilt = mailOf('bob@example.com', raw);
  expect(spoiltAmong([ada, spoilt, eve])).toEqual([spoilt]);
});

test('a link to leave that two people have is spoilt for both', () => {
  const same = mailOf('bob@example.com', mail('bob@example.com', 'token-a'));
  expect(spoiltAmong([ada, same, eve])).toEqual([ada, same]);
});
