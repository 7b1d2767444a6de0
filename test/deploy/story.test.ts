import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PAGES } from './deployment.ts';
import { aFeedIsRead, itsGraceTimeIsOver } from './feed-story.ts';
import { startWorld, type World } from './world.ts';

/*
 * Through the outside only: the command line, the pages and the mails. What the emulator does not do as AWS does is not
 * tested here: dead letters, partial batches, concurrency, permissions, evidence from SES. The simulation, the contracts
 * and the tests of the template cover those.
 */

const SHOW = {
  showId: 'tidal-notes',
  name: 'Tidal Notes',
  sender: { name: 'Tidal Notes', address: 'mara@tidalnotes.example' },
  website: 'https://tidalnotes.example',
  postalAddress: '1 Harbour Street, Whitby',
  timeZone: 'Europe/London',
  previewRecipients: ['team@tidalnotes.example'],
};
const episode = (episodeId: string, title: string) => ({
  showId: SHOW.showId,
  episodeId,
  title,
  summary: ['Why the highest tides of the year come days after the new moon.'],
  topics: [{ text: 'What a harmonic constituent is', startSeconds: 75 }],
  audioUrl: `https://tidalnotes.example/${episodeId}.mp3`,
  pageUrl: `https://tidalnotes.example/${episodeId}`,
});

const Findings = z.object({
  findings: z.array(z.object({ what: z.string(), light: z.string(), mend: z.string().optional() })),
});

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

const named = (episodeId: string): string => `${SHOW.showId}/${episodeId}`;
const episodes = async (): Promise<string> =>
  JSON.stringify(await world.command('episode', 'list', '--show', SHOW.showId));
const newcomer = async (address: string) => {
  const person = world.reader(address);
  await person.signUp(world.subscribePage(SHOW.showId));
  await person.confirm();
  return person;
};

describe('a stack just deployed', () => {
  it('takes a show and its episodes, one of them to publish itself soon', async () => {
    await world.put('show', SHOW);
    await world.put('episode', episode('spring-tides', 'Spring tides'));
    await world.put('episode', episode('neap-tides', 'Neap tides'));
    const soon = new Date(Date.now() + 70_000).toISOString().slice(0, 19);
    await world.command('episode', 'schedule', named('spring-tides'), '--at', `${soon}Z`);
    expect(await episodes()).toContain('neap-tides');
  });

  it('is looked at by the doctor, who finds what the emulator lacks and nothing else amiss', async () => {
    // Red: MiniStack forgets what a configuration set was given. Amber: it does not know the calls about senders.
    const { findings } = Findings.parse(await world.doctor());
    const green = findings.filter(({ light }) => light === 'green').map(({ what }) => what);
    expect(green).toEqual([
      'region',
      'credentials',
      'connection',
      'stack',
      'version',
      'dead letters',
      'failed events',
      'configuration set',
      'suppression',
      `template, ${SHOW.showId}`,
    ]);
    expect(findings.filter(({ light, mend }) => light !== 'green' && mend === undefined)).toEqual([]);
  });

  it('signs somebody up and confirms them by mail', async () => {
    const ada = await newcomer('ada@reader.example');
    expect(ada.mails()).toHaveLength(1);
    await newcomer('grace@reader.example');
    // Somebody who never confirms.
    await world.reader('eve@reader.example').signUp(world.subscribePage(SHOW.showId));
  });

  it('sends a preview to a member of the team, and to nobody else', async () => {
    await world.command('episode', 'preview', named('neap-tides'), '--to', 'team@tidalnotes.example');
    const preview = await world.reader('team@tidalnotes.example').mail(/Neap tides/);
    expect(preview.to).toEqual(['team@tidalnotes.example']);
    expect(world.mails.filter(({ mail }) => /Neap tides/.test(mail.subject ?? ''))).toHaveLength(1);
  });
});

aFeedIsRead(() => world);

describe('an episode whose time has come', () => {
  it('publishes itself, and every confirmed subscriber is mailed once', async () => {
    const received = await world.reader('ada@reader.example').mail(/Spring tides/, 150);
    expect(received.mail.from?.address).toBe('mara@tidalnotes.example');
    const header = (name: string) => received.mail.headers.find(({ key }) => key === name)?.value ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('list-unsubscribe')).toContain(`https://${PAGES}/s/tidal-notes/unsubscribe/`);
    expect(received.mail.text).toContain('What a harmonic constituent is');
    expect(received.mail.html).toContain('Spring tides');
    // A bare line feed or a long line would be rewritten on the way, and break the DKIM signature.
    expect(received.raw.toString('latin1')).not.toMatch(/[^\r]\n/);
    await world.reader('grace@reader.example').mail(/Spring tides/);
    await world.closed(named('spring-tides'));
    for (const name of ['ada', 'grace'])
      expect(
        world
          .reader(`${name}@reader.example`)
          .mails()
          .filter(({ mail }) => /Spring tides/.test(mail.subject ?? '')),
      ).toHaveLength(1);
    expect(
      world
        .reader('eve@reader.example')
        .mails()
        .every(({ mail }) => !/Spring/.test(mail.subject ?? '')),
    ).toBe(true);
  });

  it('lets somebody leave with one click', async () => {
    const grace = world.reader('grace@reader.example');
    await grace.leaveByOneClick(await grace.mail(/Spring tides/));
  });
});

itsGraceTimeIsOver(() => world);

describe('the same stack after an update', () => {
  let outputs: World['outputs'];
  beforeAll(async () => {
    outputs = await world.redeploy({ senders: 3, logRetentionDays: 14 });
  });

  it('has taken the new settings', () => {
    expect(outputs['Senders']).toBe('3');
  });

  it('keeps its data: the show, its episodes, who is subscribed and who has left', async () => {
    expect(await episodes()).toContain('spring-tides');
  });

  it('announces the next episode to those who are subscribed now', async () => {
    const joan = await newcomer('joan@reader.example');
    await world.command('episode', 'publish', named('neap-tides'));
    await world.reader('ada@reader.example').mail(/Neap tides/, 90);
    await joan.mail(/Neap tides/, 90);
    await world.closed(named('neap-tides'));
    const graces = world.reader('grace@reader.example').mails();
    expect(graces.filter(({ mail }) => /Neap tides/.test(mail.subject ?? ''))).toEqual([]);
  });
});
