import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openAt } from './browser.ts';
import { waitFor } from './commands.ts';
import { announcer, createDeployment, PAGES } from './deployment.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { createReader } from './reader.ts';

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

let sink: MailSink;
let emulator: Emulator;
let outputs: Readonly<Record<string, string>>;
let deployment: Awaited<ReturnType<typeof createDeployment>>;
let command: ReturnType<typeof announcer>;

beforeAll(async () => {
  sink = await startMailSink();
  emulator = await startEmulator(sink.port);
  deployment = await createDeployment(emulator);
  command = announcer(emulator);
  await deployment.bootstrap();
  outputs = await deployment.deploy();
});
afterAll(async () => {
  await deployment?.remove();
  await emulator?.stop();
  await sink?.stop();
});

const subscribePage = `https://${PAGES}/s/${SHOW.showId}/subscribe`;
const reader = (address: string) => createReader(address, sink, openAt(emulator.endpoint));

const put = async (kind: 'show' | 'episode', record: object) => {
  const file = join(await mkdtemp(join(tmpdir(), 'announcer-record-')), 'record.json');
  await writeFile(file, JSON.stringify(record));
  await command(kind, 'put', file);
};
const newcomer = async (address: string) => {
  const person = reader(address);
  await person.signUp(subscribePage);
  await person.confirm();
  return person;
};
const closed = (episodeId: string) =>
  waitFor(`the announcement of ${episodeId} is closed`, 90, async () => {
    const status = JSON.stringify(await command('announcement', 'status', episodeId));
    return /"kind":"closed"|"state":"closed"/.test(status) ? status : undefined;
  });

describe('a stack just deployed', () => {
  it('takes a show and its episodes, one of them to publish itself soon', async () => {
    await put('show', SHOW);
    await put('episode', episode('spring-tides', 'Spring tides'));
    await put('episode', episode('neap-tides', 'Neap tides'));
    const soon = new Date(Date.now() + 70_000).toISOString().slice(0, 19);
    await command('episode', 'schedule', 'spring-tides', '--at', `${soon}Z`);
    expect(JSON.stringify(await command('episode', 'list'))).toContain('neap-tides');
  });

  it('is looked at by the doctor, who finds what the emulator lacks and nothing else amiss', async () => {
    // Red: MiniStack forgets what a configuration set was given. Amber: it does not know the calls about senders.
    const { findings } = Findings.parse(await announcer(emulator, [0, 1, 6])('doctor'));
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
    await reader('eve@reader.example').signUp(subscribePage);
  });

  it('sends a preview to a member of the team, and to nobody else', async () => {
    await command('episode', 'preview', 'neap-tides', '--to', 'team@tidalnotes.example');
    const preview = await reader('team@tidalnotes.example').mail(/Neap tides/);
    expect(preview.to).toEqual(['team@tidalnotes.example']);
    expect(sink.mails.filter(({ mail }) => /Neap tides/.test(mail.subject ?? ''))).toHaveLength(1);
  });

  it('publishes an episode at its time, and mails every confirmed subscriber once', async () => {
    const received = await reader('ada@reader.example').mail(/Spring tides/, 150);
    expect(received.mail.from?.address).toBe('mara@tidalnotes.example');
    const header = (name: string) => received.mail.headers.find(({ key }) => key === name)?.value ?? '';
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('list-unsubscribe')).toContain(`https://${PAGES}/s/tidal-notes/unsubscribe/`);
    expect(received.mail.text).toContain('What a harmonic constituent is');
    expect(received.mail.html).toContain('Spring tides');
    // A bare line feed or a long line would be rewritten on the way, and break the DKIM signature.
    expect(received.raw.toString('latin1')).not.toMatch(/[^\r]\n/);
    await reader('grace@reader.example').mail(/Spring tides/);
    await closed('spring-tides');
    for (const name of ['ada', 'grace'])
      expect(
        reader(`${name}@reader.example`)
          .mails()
          .filter(({ mail }) => /Spring tides/.test(mail.subject ?? '')),
      ).toHaveLength(1);
    expect(
      reader('eve@reader.example')
        .mails()
        .every(({ mail }) => !/Spring/.test(mail.subject ?? '')),
    ).toBe(true);
  });

  it('lets somebody leave with one click', async () => {
    const grace = reader('grace@reader.example');
    await grace.leaveByOneClick(await grace.mail(/Spring tides/));
  });
});

describe('the same stack after an update', () => {
  beforeAll(async () => {
    outputs = { ...outputs, ...(await deployment.deploy({ senders: 3, logRetentionDays: 14 })) };
  });

  it('has taken the new settings', () => {
    expect(outputs['Senders']).toBe('3');
  });

  it('keeps its data: the show, its episodes, who is subscribed and who has left', async () => {
    expect(JSON.stringify(await command('episode', 'list'))).toContain('spring-tides');
  });

  it('announces the next episode to those who are subscribed now', async () => {
    const joan = await newcomer('joan@reader.example');
    await command('episode', 'publish', 'neap-tides');
    await reader('ada@reader.example').mail(/Neap tides/, 90);
    await joan.mail(/Neap tides/, 90);
    await closed('neap-tides');
    const graces = reader('grace@reader.example').mails();
    expect(graces.filter(({ mail }) => /Neap tides/.test(mail.subject ?? ''))).toEqual([]);
  });
});
