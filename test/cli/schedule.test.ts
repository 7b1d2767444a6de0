import { beforeEach, describe, expect, test } from 'vitest';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { type Console, createConsole } from './console.ts';
import { anEpisode, aShow } from './records.ts';

const SHOW = ShowId.parse('tidal-notes');
const EPISODE = EpisodeId.parse('spring-tides');

let terminal: Console;
beforeEach(async () => {
  terminal = createConsole();
  await terminal.catalog.putShow(aShow({ timeZone: 'Europe/London' }));
  await terminal.catalog.putEpisode(anEpisode(), { statusWas: 'missing' });
});

const schedule = (at: string, ...more: string[]) =>
  terminal.runWords('episode', 'schedule', 'spring-tides', '--at', at, ...more);
const stored = async () => {
  const read = await terminal.catalog.episode(SHOW, EPISODE);
  return read.kind === 'found' ? read.value : undefined;
};

describe('episode schedule', () => {
  test('reads the time on the show’s own clock and says what that means', async () => {
    const { exit, stdout } = await schedule('2027-07-01 09:00');
    expect(exit).toBe(0);
    expect(stdout).toContain('Thu 2027-07-01 09:00 +01:00 (Europe/London)');
    expect(stdout).toContain('2027-07-01 08:00 UTC');
    expect(await stored()).toMatchObject({ status: 'scheduled', publishAt: '2027-07-01T08:00:00.000Z' });
  });

  test('takes another zone', async () => {
    await schedule('2027-07-01 09:00', '--zone', 'America/New_York');
    expect(await stored()).toMatchObject({ publishAt: '2027-07-01T13:00:00.000Z' });
  });

  test('moves an episode that is scheduled', async () => {
    await schedule('2027-07-01 09:00');
    await schedule('2027-07-02 09:00');
    expect(await stored()).toMatchObject({ publishAt: '2027-07-02T08:00:00.000Z' });
  });

  test('refuses a time that the clocks skip, and names the times around it', async () => {
    const { exit, stderr } = await schedule('2027-03-28 01:30');
    expect(exit).not.toBe(0);
    expect(stderr).toMatch(/go forward.*"2027-03-28 00:30\+00:00" or "2027-03-28 02:30\+01:00"/);
    expect(await stored()).toMatchObject({ status: 'draft' });
  });

  test('asks which one is meant when the clocks show a time twice', async () => {
    const { exit, stderr } = await schedule('2027-10-31 01:30');
    expect(exit).not.toBe(0);
    expect(stderr).toContain('"2027-10-31 01:30+01:00" for the first');
    expect((await schedule('2027-10-31 01:30+01:00')).exit).toBe(0);
    expect(await stored()).toMatchObject({ publishAt: '2027-10-31T00:30:00.000Z' });
  });

  test('refuses the past', async () => {
    const { exit, stderr } = await schedule('2026-12-01 08:00');
    expect(exit).not.toBe(0);
    expect(stderr).toContain('episode publish');
  });

  test('refuses an episode whose old date would keep its announcement back', async () => {
    const other = anEpisode({ episodeId: 'neap-tides', publishedAt: '2020-01-01' });
    await terminal.catalog.putEpisode(other, { statusWas: 'missing' });
    const { exit, stderr } = await terminal.runWords(
      'episode',
      'schedule',
      'neap-tides',
      '--at',
      '2027-07-01 09:00',
    );
    expect(exit).not.toBe(0);
    expect(stderr).toContain('would mail nobody');
  });

  test('wants a time and a zone that exist', async () => {
    const { exit, stderr } = await terminal.run('episode schedule spring-tides --zone Europe/Lodnon');
    expect(exit).toBe(2);
    expect(stderr).toMatch(/--at: is needed, e\.g\. --at "2026-12-01 09:00"/);
    expect(stderr).toMatch(/--zone: must be an IANA time zone, e\.g\. "Europe\/London"/);
  });
});

describe('episode unschedule', () => {
  test('makes a scheduled episode a draft again', async () => {
    await schedule('2027-07-01 09:00');
    const { exit, stdout } = await terminal.run('episode unschedule spring-tides');
    expect(exit).toBe(0);
    expect(stdout).toContain('is a draft again');
    expect(await stored()).toEqual(anEpisode());
  });

  test('changes nothing of a draft', async () => {
    const { exit, stdout } = await terminal.run('episode unschedule spring-tides --json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ result: 'unchanged' });
  });
});
