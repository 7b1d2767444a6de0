import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import { links } from '../../lambdas/links.ts';
import { commandFor } from '../connection.ts';
import { LOCAL_FOLDER } from '../local-system.ts';
import { readCommandLine, runScript, wholeNumber } from './command-line.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import type { Examples } from './examples.ts';
import { createLineLog } from './log.ts';
import { choosePorts, keepPorts } from './ports.ts';
import type { System } from './system.ts';

const USAGE = `npm start -- [--port PORT] [--data FOLDER] [--sweep-seconds N]

The whole system on this machine, up until Ctrl-C: the pages, the sending and an inbox that shows every mail.
No mail leaves the machine. A first start loads an example show with an episode to publish.
The feed of a show that names one is read every five minutes, as in AWS.

  --port PORT        pages on PORT, inbox on PORT+1; otherwise those of the last start, or free ones
  --data FOLDER      where everything is kept between starts (default ${LOCAL_FOLDER})
  --sweep-seconds N  how often to look for what stalled or is due (default 300, as in AWS)`;

const Options = z.object({
  port: wholeNumber(1024, 65_534).optional(),
  data: z.string().min(1).default(LOCAL_FOLDER),
  'sweep-seconds': wholeNumber(1, 3_600).default(300),
  help: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

/** As many senders as the stack has by default. */
const SENDERS = 2;

const start = async (options: Options, folder: DataFolder): Promise<System> => {
  const { startSystem } = await import('./system.ts');
  const ports = await choosePorts(options.port, folder.file('ports.json'));
  mkdirSync(folder.file('tables'), { recursive: true });
  const system = await startSystem({
    databaseFolder: folder.file('tables'),
    keysFile: folder.file('keys.json'),
    mailFolder: folder.file('mail'),
    pagesPort: ports.pages,
    inboxPort: ports.inbox,
    sweepEveryMs: options['sweep-seconds'] * 1000,
    senders: SENDERS,
    log: createLineLog((line) => console.log(line)),
  });
  keepPorts(folder.file('ports.json'), system.addresses);
  const { environment, addresses } = system;
  writeFileSync(folder.file('local.json'), `${JSON.stringify({ environment, addresses }, undefined, 2)}\n`);
  return system;
};

const welcome = (system: System, folder: DataFolder, { show, episode }: Examples): string => {
  const { pages, inbox } = system.addresses;
  const near = relative(process.cwd(), folder.path);
  const local = near.startsWith('..') ? folder.path : near;
  const announcer = commandFor({ kind: 'local', folder: local });
  return `
  Episode Announcer is up. Ctrl-C stops it; ${local}/ keeps what it knows.

    pages   ${links(pages).signUp(show.showId)}
    inbox   ${inbox}

  Try it:

    1. Sign up on the page above with any address; confirm with the link in the inbox.
    2. In a second terminal, publish the example episode:
         ${announcer} --show ${show.showId} episode list
         ${announcer} --show ${show.showId} episode publish ${episode.episodeId}
         ${announcer} --show ${show.showId} announcement status ${episode.episodeId}
    3. Read it in the inbox, and leave with the link at its end.
`;
};

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** A terminal that is closed takes its output with it; that must not keep the system from stopping in order. */
process.stdout.on('error', () => undefined);

await runScript(USAGE, async () => {
  const flags = {
    port: { type: 'string' },
    data: { type: 'string' },
    'sweep-seconds': { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const options = readCommandLine(Options, flags, process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const folder = await openDataFolder(options.data);
  try {
    // Imported on demand: `--help`, a wrong command line and a folder that is taken are told at once.
    const { loadExamples, readExamples } = await import('./examples.ts');
    const system = await start(options, folder);
    const stopped = untilStopped();
    const examples = await readExamples();
    if (system.tables === 'created') await loadExamples(system.catalog, examples, Date.now());
    console.log(welcome(system, folder, examples));
    // What was under way when it last stopped goes on.
    await system.sweep();
    await stopped;
    console.log('\nStopping ...');
    rmSync(folder.file('local.json'), { force: true });
    await system.stop();
    return 0;
  } finally {
    folder.release();
  }
});
