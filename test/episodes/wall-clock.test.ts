import { describe, expect, it } from 'vitest';
import { readTime, showInZone } from '../../lambdas/episodes/wall-clock.ts';

const instant = (text: string, zone: string): string => {
  const read = readTime(text, zone);
  return read.kind === 'instant' ? new Date(read.at).toISOString() : read.kind;
};

describe('a time written by a person', () => {
  it.each([
    ['2026-12-01 09:00', 'Europe/London', '2026-12-01T09:00:00.000Z'],
    ['2026-07-01 09:00', 'Europe/London', '2026-07-01T08:00:00.000Z'],
    ['2026-07-01T09:00', 'America/New_York', '2026-07-01T13:00:00.000Z'],
    ['2026-12-01 09:00:30', 'Asia/Kathmandu', '2026-12-01T03:15:30.000Z'],
    ['2026-12-01 00:00', 'Pacific/Kiritimati', '2026-11-30T10:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(instant(text, zone)).toBe(expected);
  });

  it.each([
    ['2026-12-01 09:00Z', '2026-12-01T09:00:00.000Z'],
    ['2026-12-01T09:00+01:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01 09:00 -05:00', '2026-12-01T14:00:00.000Z'],
    ['2026-12-01T09:00:00.000Z', '2026-12-01T09:00:00.000Z'],
  ])('%s means the same in every zone', (text, expected) => {
    expect(instant(text, 'Australia/Sydney')).toBe(expected);
  });

  it('that the clocks skip is refused, with the times around it', () => {
    expect(readTime('2026-03-29 01:30', 'Europe/London')).toEqual({
      kind: 'skipped',
      before: '2026-03-29 00:30+00:00',
      after: '2026-03-29 02:30+01:00',
    });
  });

  it('that the clocks show twice has to be told apart, and both ways of writing it are one instant each', () => {
    const read = readTime('2026-10-25 01:30', 'Europe/London');
    expect(read).toEqual({
      kind: 'twice',
      first: '2026-10-25 01:30+01:00',
      second: '2026-10-25 01:30+00:00',
    });
    expect(instant('2026-10-25 01:30+01:00', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z');
    expect(instant('2026-10-25 01:30+00:00', 'Europe/London')).toBe('2026-10-25T01:30:00.000Z');
  });

  it.each([
    'tomorrow',
    '2026-12-01',
    '09:00',
    '2026-13-01 09:00',
    '2026-02-30 09:00',
    '2026-12-01 25:00',
    '1.12.2026 9 Uhr',
    '',
  ])('"%s" is not understood, and an example is given', (text) => {
    const read = readTime(text, 'Europe/London');
    expect(read).toMatchObject({ kind: 'unreadable' });
    expect(JSON.stringify(read)).toContain('2026-12-01 09:00');
  });

  it('is shown as the clock there shows it', () => {
    expect(showInZone(Date.parse('2026-07-01T08:00:00Z'), 'Europe/London')).toBe(
      'Wed 2026-07-01 09:00 +01:00 (Europe/London)',
    );
  });
});
