import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../lambdas/episodes/feeds/dates.ts';
import { charsetOf, decode } from '../../../lambdas/episodes/feeds/decode.ts';
import { secondsOfDuration } from '../../../lambdas/episodes/feeds/durations.ts';

describe('a date', () => {
  it.each([
    ['Tue, 03 Nov 2020 19:30:00 -0800', '2020-11-04T03:30:00.000Z'],
    ['Tue, 03 Nov 2020 19:30:00 GMT', '2020-11-03T19:30:00.000Z'],
    ['Tue, 03 Nov 2020 19:30:00 -0000', '2020-11-03T19:30:00.000Z'],
    ['Tue, 3 Nov 2020 19:30 EST', '2020-11-04T00:30:00.000Z'],
    ['3 Nov 2020 19:30:00 +0330', '2020-11-03T16:00:00.000Z'],
    ['Tue 03 Nov 2020 19:30:00 PDT', '2020-11-04T02:30:00.000Z'],
    ['03 November 2020', '2020-11-03T00:00:00.000Z'],
    ['3 Nov 20 19:30 Z', '2020-11-03T19:30:00.000Z'],
    ['Tue, 03 Nov 2020 19:30:00 +0000 (UTC)', '2020-11-03T19:30:00.000Z'],
    ['03 Nov 2020 19:30:00 GMT+1', '2020-11-03T18:30:00.000Z'],
    ['2020-11-03T19:30:00Z', '2020-11-03T19:30:00.000Z'],
    ['2020-11-03T19:30:00.123+02:00', '2020-11-03T17:30:00.000Z'],
    ['2020-11-03 19:30:00', '2020-11-03T19:30:00.000Z'],
    ['2020-11-03', '2020-11-03T00:00:00.000Z'],
    ['20201103T193000Z', '2020-11-03T19:30:00.000Z'],
    ['Nov 3, 2020 7:30 PM', '2020-11-03T19:30:00.000Z'],
    ['Tuesday, November 3rd, 2020 12:05 AM', '2020-11-03T00:05:00.000Z'],
    ['Tue Nov 3 19:30:00 2020', '2020-11-03T19:30:00.000Z'],
    ['Di, 03 Dez 2020 19:30:00 +0100', '2020-12-03T18:30:00.000Z'],
    ['mar., 03 août 2020 19:30:00 +0200', '2020-08-03T17:30:00.000Z'],
    ['3.11.2020 19:30', '2020-11-03T19:30:00.000Z'],
    ['13/11/2020', '2020-11-13T00:00:00.000Z'],
    ['  Tue,  03 Nov\n2020 19:30:00   GMT ', '2020-11-03T19:30:00.000Z'],
    ['Tue,03 Nov 2020 19:30:00 GMT', '2020-11-03T19:30:00.000Z'],
    ['Вт, 03 ноя 2020 19:30:00 +0300', '2020-11-03T16:30:00.000Z'],
    ['mar, 03 dicembre 2020 19.30 CET', '2020-12-03T18:30:00.000Z'],
    ['3 de noviembre de 2020', '2020-11-03T00:00:00.000Z'],
    ['03 Nov 2020 19:30:00 A', '2020-11-03T19:30:00.000Z'],
    ['1604431800', '2020-11-03T19:30:00.000Z'],
    ['1604431800000', '2020-11-03T19:30:00.000Z'],
    ['Tue, 03 Nov 2020 19:30:60 GMT', '2020-11-03T19:30:59.000Z'],
  ])('%j is %s', (written, instant) => {
    expect(instantOf(written)).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    'Tue, 31 Feb 2020 00:00:00 GMT',
    '3/4/2020',
    '2020',
    '2020-13-03',
    'Mon, 01 Jan 0001 00:00:00 GMT',
    'Tue, 03 Foo 2020',
    'Tue, 03 Nov 2020 19:30:00 XYZ',
    '9'.repeat(5000),
  ])('%j is none', (written) => {
    expect(instantOf(written)).toBeUndefined();
  });
});

describe('a length', () => {
  it.each([
    ['1:02:03', 3723],
    ['01:02:03', 3723],
    ['62:03', 3723],
    ['3723', 3723],
    ['00:04:49.0', 289],
    ['3723.9', 3723],
    ['1h 2m 3s', 3723],
    ['62 min', 3720],
    ['PT1H2M3S', 3723],
    ['00:62:03', 3723],
    [' 2456 ', 2456],
    ['0', 0],
  ])('%j is %i seconds', (written, seconds) => {
    expect(secondsOfDuration(written)).toBe(seconds);
  });

  it.each(['', 'long', '1:75', '1:99:00', '-5', '99999999'])('%j is none', (written) => {
    expect(secondsOfDuration(written)).toBeUndefined();
  });
});

describe('bytes', () => {
  const text = '<?xml version="1.0" encoding="ISO-8859-1"?><rss>capítulo</rss>';
  const latin = Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0);

  it('are read in the encoding they declare', () => {
    expect(decode(latin)).toBe(text);
  });

  it('are read as UTF-8 when nothing is said, and as Windows-1252 when they are no UTF-8', () => {
    expect(decode(new TextEncoder().encode('<rss>capítulo</rss>'))).toBe('<rss>capítulo</rss>');
    expect(decode(Uint8Array.of(0x63, 0x61, 0x70, 0xed, 0x93))).toBe('capí“');
  });

  it('are read as their byte order mark says, whatever else is said', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<rss>é</rss>', 'utf16le')]);
    expect(decode(utf16, 'iso-8859-1')).toBe('<rss>é</rss>');
    expect(decode(Buffer.from('\ufeff<rss>é</rss>'))).toBe('<rss>é</rss>');
    expect(decode(Buffer.from('<rss>é</rss>', 'utf16le'))).toBe('<rss>é</rss>');
  });

  it('are read as UTF-8 where they are UTF-8, though they are said to be Latin-1, ASCII or UTF-16', () => {
    for (const label of ['iso-8859-1', 'windows-1252', 'us-ascii', 'UTF-16'])
      expect(decode(Buffer.from(`<?xml version="1.0" encoding="${label}"?>capítulo`))).toContain('capítulo');
    expect(decode(Buffer.from('é'), 'iso-8859-1')).toBe('é');
  });

  it('are read as UTF-8 although a letter of it was cut', () => {
    const cut = Buffer.concat([Buffer.from('Тема – é'), Buffer.of(0xd1)]);
    expect(decode(cut)).toBe('Тема – é\ufffd');
  });

  it('are read as UTF-16 without a mark, whatever they begin with', () => {
    expect(decode(Buffer.from('Öl und Glas', 'utf16le'))).toBe('Öl und Glas');
    expect(decode(Buffer.from('Öl und Glas', 'utf16le').swap16())).toBe('Öl und Glas');
  });

  it('are read as the host says unless that is not true', () => {
    expect(decode(Buffer.from('é'), 'utf-8')).toBe('é');
    expect(decode(latin, 'utf-8')).toBe(text);
    expect(decode(Buffer.from('é'), 'no-such-encoding')).toBe('é');
    expect(charsetOf('application/rss+xml; charset="ISO-8859-1"')).toBe('ISO-8859-1');
    expect(charsetOf('text/xml')).toBeUndefined();
  });
});
