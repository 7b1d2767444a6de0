import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAt } from './browser.ts';
import { waitFor } from './commands.ts';
import { announcer, createDeployment, PAGES, sweepOf } from './deployment.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';
import { createReader } from './reader.ts';

export type World = Awaited<ReturnType<typeof startWorld>>;

/** A stack just deployed to an account that was empty, and all that its people and operators have: from the outside. */
export const startWorld = async () => {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.toReversed()) await end();
  };
  try {
    const sink = await startMailSink();
    stops.push(sink.stop);
    const emulator = await startEmulator(sink.port);
    stops.push(emulator.stop);
    const deployment = await createDeployment(emulator);
    stops.push(deployment.remove);
    await deployment.bootstrap();
    const outputs = await deployment.deploy();
    const folder = await mkdtemp(join(tmpdir(), 'announcer-records-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    return { outputs, redeploy: deployment.deploy, stop, ...peopleOf(emulator, sink, folder) };
  } catch (error) {
    await stop();
    throw error;
  }
};

const peopleOf = (emulator: Emulator, sink: MailSink, folder: string) => {
  const command = announcer(emulator);
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  return {
    command,
    doctor: () => announcer(emulator, [0, 1, 6])('doctor'),
    /** As its rule calls it. */
    sweep: sweepOf(emulator),
    file,
    put: async (kind: 'show' | 'episode', record: object) =>
      command(kind, 'put', await file(`${kind}.json`, JSON.stringify(record))),
    mails: sink.mails,
    reader: (address: string) => createReader(address, sink, openAt(emulator.endpoint)),
    subscribePage: (showId: string) => `https://${PAGES}/s/${showId}/subscribe`,
    closed: (episode: string) =>
      waitFor(`the announcement of ${episode} is closed`, 90, async () => {
        const status = JSON.stringify(await command('announcement', 'status', episode));
        return /"kind":"closed"|"state":"closed"/.test(status) ? status : undefined;
      }),
  };
};
