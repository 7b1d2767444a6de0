import { describe, expect, test } from 'vitest';
import { readOldRow } from '../../../lambdas/subscribers/import/old-row.ts';
import { type Mapping, recognise } from '../../../lambdas/subscribers/import/recognise.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const NO_MAPPING: Mapping = { columns: {}, statuses: {} };

/** Splits a line of a fixture; none of them holds a quoted comma. */
const cells = (line: string) => line.split(',');

const read = (header: string, line: string, mapping: Mapping = NO_MAPPING) => {
  const reading = recognise(cells(header), mapping);
  return { name: reading.format.name, ...readOldRow(reading, cells(line), NOW) };
};

// Fixtures written afresh after the columns these systems export.
const MAILCHIMP =
  'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS';
const SUBSTACK = 'email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at';
const GHOST =
  'id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers';
const BUTTONDOWN =
  'email_address,notes,metadata,tags,referrer_url,secondary_id,subscriber_type,creation_date';
const LISTMONK = 'uuid,email,name,attributes,status,created_at,updated_at';
const BEEHIIV = 'email,status,created_at,subscription_tier,utm_source,referral_code,open_rate';

describe('Mailchimp', () => {
  test('a subscribed contact is active, with both times of its double opt-in in UTC', () => {
    expect(
      read(
        MAILCHIMP,
        'wren@reader.example,Wren,Hale,4,2019-06-05 20:27:22,192.0.2.1,2019-06-05 20:31:00,192.0.2.1,,,,,,GB,,2024-01-01 00:00:00,811,a1b2,,',
      ),
    ).toMatchObject({
      name: 'Mailchimp',
      row: {
        address: 'wren@reader.example',
        standing: 'active',
        signedUpAt: '2019-06-05T20:27:22.000Z',
        confirmedAt: '2019-06-05T20:31:00.000Z',
      },
    });
  });

  test('the unsubscribed file is told by its UNSUB_TIME', () => {
    expect(
      read(
        `${MAILCHIMP},UNSUB_TIME,UNSUB_CAMPAIGN_TITLE,UNSUB_CAMPAIGN_ID,UNSUB_REASON,UNSUB_REASON_OTHER`,
        'gone@reader.example,,,2,2019-06-05 20:27:22,,,,,,,,,,,,812,a1b3,,,2020-02-03 08:00:00,News,77,NORMAL,too much mail',
      ),
    ).toMatchObject({
      row: { standing: 'left', leftAt: '2020-02-03T08:00:00.000Z', leftReason: 'too much mail' },
    });
  });

  test('the cleaned file, of bounced contacts, is told by its CLEAN_TIME', () => {
    expect(
      read(
        `${MAILCHIMP},CLEAN_TIME,CLEAN_CAMPAIGN_TITLE,CLEAN_CAMPAIGN_ID`,
        'dead@reader.example,,,2,2019-06-05 20:27:22,,,,,,,,,,,,813,a1b4,,,2021-02-03 08:00:00,News,77',
      ),
    ).toMatchObject({ row: { standing: 'suppressed', suppressedAt: '2021-02-03T08:00:00.000Z' } });
  });
});

test('a merge field of Mailchimp called Status brings nobody back who left', () => {
  const mapping: Mapping = { columns: {}, statuses: { gold: 'active' } };
  expect(
    read(
      `${MAILCHIMP},Status,UNSUB_TIME`,
      'gone@reader.example,,,2,2019-06-05 20:27:22,,,,,,,,,,,,812,a1b3,,,gold,2020-02-03 08:00:00',
      mapping,
    ),
  ).toMatchObject({ row: { standing: 'left' } });
});

describe('the other systems', () => {
  test.each([
    ['Substack', SUBSTACK, 'a@reader.example,false,,other,false,2022-03-01T10:00:00.000Z,', 'active'],
    ['Substack', SUBSTACK, 'a@reader.example,true,2027-01-01,yearly,true,2022-03-01T10:00:00.000Z,', 'left'],
    ['Ghost', GHOST, '64,a@reader.example,A,,true,false,,2022-03-01T10:00:00.000Z,,,', 'active'],
    ['Ghost', GHOST, '64,a@reader.example,A,,TRUE,false,,2022-03-01T10:00:00.000Z,,,', 'active'],
    ['Ghost', GHOST, '64,a@reader.example,A,,0,false,,2022-03-01T10:00:00.000Z,,,', 'left'],
    ['Ghost', GHOST, '64,a@reader.example,A,,false,false,,2022-03-01T10:00:00.000Z,,,', 'left'],
    ['Buttondown', BUTTONDOWN, 'a@reader.example,,{},,,7,regular,2022-03-01T10:00:00Z', 'active'],
    ['Buttondown', BUTTONDOWN, 'a@reader.example,,{},,,7,unactivated,2022-03-01T10:00:00Z', 'unconfirmed'],
    ['Buttondown', BUTTONDOWN, 'a@reader.example,,{},,,7,unsubscribed,2022-03-01T10:00:00Z', 'left'],
    ['Buttondown', BUTTONDOWN, 'a@reader.example,,{},,,7,undeliverable,2022-03-01T10:00:00Z', 'suppressed'],
    ['listmonk', LISTMONK, 'u-1,a@reader.example,A,{},enabled,2022-03-01 10:00:00.1 +0000 UTC,x', 'active'],
    ['listmonk', LISTMONK, 'u-1,a@reader.example,A,{},disabled,2022-03-01 10:00:00 +0000 UTC,x', 'left'],
    [
      'listmonk',
      LISTMONK,
      'u-1,a@reader.example,A,{},blocklisted,2022-03-01 15:30:00.7 +0530 IST,x',
      'suppressed',
    ],
    ['beehiiv', BEEHIIV, 'a@reader.example,active,2022-03-01 10:00:00,free,direct,Q1,0.4', 'active'],
    ['beehiiv', BEEHIIV, 'a@reader.example,pending,2022-03-01 10:00:00,free,direct,Q1,0', 'unconfirmed'],
    ['beehiiv', BEEHIIV, 'a@reader.example,inactive,2022-03-01 10:00:00,free,direct,Q1,0', 'left'],
    ['beehiiv', BEEHIIV, 'a@reader.example,invalid,2022-03-01 10:00:00,free,direct,Q1,0', 'suppressed'],
  ])('%s is recognised, and its people keep their standing (%#)', (name, header, line, standing) => {
    expect(read(header, line)).toMatchObject({
      name,
      kind: 'row',
      row: { standing, signedUpAt: '2022-03-01T10:00:00.000Z' },
    });
  });

  test('column names in other cases and with spaces are the same columns', () => {
    expect(
      read('Email,Status,Created At,Subscription Tier', 'a@reader.example,Active,2025-10-10 10:10:10,free'),
    ).toMatchObject({ name: 'beehiiv', row: { standing: 'active' } });
  });

  test('a status nobody knows makes a bad line that says how to map it, and never somebody to mail', () => {
    expect(read(BEEHIIV, 'a@reader.example,dormant,2022-03-01 10:00:00,free,direct,Q1,0')).toMatchObject({
      kind: 'bad',
      reason: 'the status "dormant" is not known: say what it means with --status',
    });
    expect(read(BEEHIIV, 'a@reader.example,,2022-03-01 10:00:00,free,direct,Q1,0').kind).toBe('bad');
  });
});

describe('any other file', () => {
  test('a column of addresses is enough', () => {
    expect(read('Name,E-Mail', 'Ada,ada@reader.example')).toMatchObject({
      name: 'plain',
      row: { address: 'ada@reader.example', standing: 'active' },
    });
  });

  test('columns and status words can be mapped', () => {
    const mapping: Mapping = {
      columns: { email: 'Mailbox of reader', status: 'Group', 'signed-up-at': 'Since' },
      statuses: { vip: 'active', ex: 'left' },
    };
    expect(read('Mailbox of reader,Group,Since', 'ada@reader.example,ex,2020-02-02', mapping)).toMatchObject({
      row: { standing: 'left', signedUpAt: '2020-02-02T00:00:00.000Z' },
    });
  });

  test('without a column for addresses it is refused, with the columns it has', () => {
    expect(() => recognise(['Name', 'Phone'], NO_MAPPING)).toThrow(/"Name", "Phone".*--column email=/);
    expect(() => recognise(['Email'], { ...NO_MAPPING, columns: { 'left-at': 'Gone' } })).toThrow(
      'no column "Gone"',
    );
  });

  test('bad lines say why and do not repeat the address', () => {
    for (const [line, reason] of [
      ['', 'no address'],
      ['not-an-address', 'not an email address'],
      ['a@b@c.example', 'not an email address'],
    ] as const) {
      const result = read('email', line);
      expect(result).toMatchObject({ kind: 'bad', reason: expect.stringContaining(reason) });
      expect(JSON.stringify(result)).not.toContain('c.example');
    }
  });

  test('a date that can be read in two ways is not guessed', () => {
    expect(read('email,created_at', 'a@reader.example,01/05/2024')).toMatchObject({
      kind: 'bad',
      reason: expect.stringContaining('--column signed-up-at='),
    });
    expect(read('email,created_at', 'a@reader.example,2024-02-30').kind).toBe('bad');
  });

  test.each([
    ['2024/01/05', '2024-01-05T00:00:00.000Z'],
    ['Jan 5, 2024', '2024-01-05T00:00:00.000Z'],
    ['January 05, 2024 9:30 PM', '2024-01-05T21:30:00.000Z'],
    ['5 Jan 2024 12:30 am', '2024-01-05T00:30:00.000Z'],
    ['1704448800', '2024-01-05T10:00:00.000Z'],
    ['1704448800123', '2024-01-05T10:00:00.123Z'],
    ['2024-01-05T10:00:00+02:00', '2024-01-05T08:00:00.000Z'],
  ])('a date that can be read in one way only is read: %s', (date, instant) => {
    const reading = recognise(['email', 'created_at'], NO_MAPPING);
    expect(readOldRow(reading, ['a@reader.example', date], NOW)).toMatchObject({
      row: { signedUpAt: instant },
    });
  });

  test.each([
    ['day-first', '01/05/2024', '2024-05-01T00:00:00.000Z'],
    ['month-first', '1/5/2024 4:05 PM', '2024-01-05T16:05:00.000Z'],
    ['month-first', '2024-03-04', '2024-03-04T00:00:00.000Z'],
  ] as const)('told that dates are %s, it reads %s', (dates, text, instant) => {
    expect(read('email,created_at', `a@reader.example,${text}`, { ...NO_MAPPING, dates })).toMatchObject({
      row: { signedUpAt: instant },
    });
    expect(read('email,created_at', 'a@reader.example,31/31/2024', { ...NO_MAPPING, dates }).kind).toBe(
      'bad',
    );
  });

  test.each([
    ['email,subscribed', 'a@reader.example,No', 'left'],
    ['email,subscribed', 'a@reader.example,TRUE', 'active'],
    ['email,opted_in', 'a@reader.example,0', 'left'],
    ['email,status', 'a@reader.example,Hard bounce', 'suppressed'],
    ['email,status,unsubscribed_at', 'a@reader.example,active,2024-01-01', 'left'],
    ['email,status,bounced_at', 'a@reader.example,active,2024-01-01', 'suppressed'],
    ['email,unsubscribed date', 'a@reader.example,2024-01-01', 'left'],
  ])('whatever may say that somebody left is heard: %s %s', (header, line, standing) => {
    expect(read(header, line)).toMatchObject({ name: 'plain', row: { standing } });
  });

  test('a column that may say who left, and is not read, refuses the file until it is said what it holds', () => {
    for (const column of ['Unsubscribed?', 'Opted Out', 'Bounced', 'Email blocked', 'Lead status', 'State'])
      expect(() => recognise(['Email', column], NO_MAPPING)).toThrow(
        new RegExp(`"${column.replace('?', '\\?')}" may say who left.*--column status=`),
      );
    const mapped: Mapping = {
      columns: { status: 'Opted Out' },
      statuses: { yes: 'left', no: 'active' },
    };
    expect(read('Email,Opted Out', 'a@reader.example,yes', mapped)).toMatchObject({
      row: { standing: 'left' },
    });
    const unread: Mapping = { columns: { status: '' }, statuses: {} };
    expect(read('Email,Opted Out', 'a@reader.example,', unread)).toMatchObject({
      row: { standing: 'active' },
    });
    expect(() => recognise(['Email', 'City', 'Opt-in IP', 'Subscription date'], NO_MAPPING)).not.toThrow();
  });

  test('a date that lies ahead is taken as now', () => {
    expect(read('email,created_at', 'a@reader.example,2031-01-01')).toMatchObject({
      row: { signedUpAt: '2026-12-01T09:00:00.000Z' },
    });
  });
});
