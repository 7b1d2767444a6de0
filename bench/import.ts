// A million lines through `announcer subscribers import`: time, and memory that must not grow with the file.
//
//   node bench/import.ts [--rows 1000000]
//
// The store is a fixed table of ids in this process, the fastest there can be, so that what is measured is the
// import itself: reading, recognising, deciding, checkpoints. It keeps every id, so a doubled or lost one is seen.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Connection } from '../cli/connection.ts';
import { runProgram } from '../cli/program.ts';
import { systemClock } from '../lambdas/aws/system-clock.ts';
import { Show } from '../lambdas/episodes/show.ts';
import type { SubscriberId } from '../lambdas/ids.ts';
import type { SubscriberStore } from '../lambdas/subscribers/ports.ts';
import { give } from './report.ts';

const BAR_MB = 300;

const show = Show.parse({
  showId: 'bench',
  name: 'Bench',
  sender: { name: 'Bench', address: 'bench@example.com' },
  website: 'https://example.com',
});

/** Exact membership of 128-bit ids in a table of fixed size, at most half full. */
const createIdTable = (rows: number) => {
  const slots = 2 ** Math.ceil(Math.log2(rows * 2));
  const table = new BigUint64Array(slots * 2);
  return {
    add: (id: SubscriberId): boolean => {
      const high = BigInt(`0x${id.slice(0, 16)}`);
      const low = BigInt(`0x${id.slice(16)}`);
      for (let slot = Number(low % BigInt(slots)); ; slot = (slot + 1) % slots) {
        const at = slot * 2;
        if (table[at] === 0n && table[at + 1] === 0n) {
          table[at] = high;
          table[at + 1] = low;
          return true;
        }
        if (table[at] === high && table[at + 1] === low) return false;
      }
    },
  };
};

const createStore = (rows: number) => {
  const ids = createIdTable(rows);
  const counts = { written: 0, doubled: 0 };
  const store: SubscriberStore = {
    read: async () => undefined,
    write: async ({ subscriberId }) => {
      if (ids.add(subscriberId)) counts.written += 1;
      else counts.doubled += 1;
      return 'written';
    },
    erase: async () => {},
    erasedBefore: async () => new Set(),
    all: async function* () {},
  };
  return { store, counts };
};

const writeCsv = async (path: string, rows: number): Promise<void> => {
  const lines = function* () {
    yield 'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LEID,EUID,NOTES,TAGS\n';
    for (let row = 0; row < rows; row += 1)
      yield `reader${row}@mail${row % 997}.example,"Reader, the ${row}th",,2,2020-01-02 03:04:05,192.0.2.1,2020-01-02 03:05:06,192.0.2.1,${row},${row.toString(36)},,"weekly"\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(path));
};

const refused = async (): Promise<never> => {
  throw new Error('the bench has no such port');
};

const connectionTo = (store: SubscriberStore): Connection => ({
  where: 'the bench',
  environment: {},
  catalog: async () => ({
    show: async () => ({ kind: 'found', value: show }),
    shows: async () => [{ showId: show.showId, stored: { kind: 'found', value: show } }],
    putShow: refused,
    episode: refused,
    putEpisode: refused,
    episodes: async function* () {},
    publishedBefore: refused,
    publishedSince: refused,
    scheduledUntil: refused,
  }),
  feedStates: refused,
  subscribers: async () => store,
  audience: refused,
  limits: refused,
  announcements: refused,
  pace: refused,
  queues: refused,
  mailer: refused,
  keys: async () => ({ identity: Buffer.alloc(32, 1), signing: [{ number: 1, key: Buffer.alloc(32, 2) }] }),
});

const MB = 1024 * 1024;

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { rows: { type: 'string', default: '1000000' }, file: { type: 'string' } },
  });
  const rows = Number(values.rows);
  if (values.file !== undefined) return measure(values.file, rows);
  const folder = await mkdtemp(join(tmpdir(), 'announcer-bench-'));
  const path = join(folder, 'members.csv');
  try {
    await writeCsv(path, rows);
    // A process of its own: what making the file leaves in memory is not the import's.
    const args = [fileURLToPath(import.meta.url), '--file', path, '--rows', String(rows)];
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    process.exitCode = code === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
};

const measure = async (path: string, rows: number): Promise<void> => {
  const { store, counts } = createStore(rows);
  const samples: number[] = [];
  const sampling = setInterval(() => samples.push(process.memoryUsage.rss() / MB), 200);
  const before = process.memoryUsage.rss() / MB;
  const began = performance.now();
  const exit = await runProgram(
    ['subscribers', 'import', path, '--confirmed', '--source', 'bench', '--local=bench'],
    {
      stdout: process.stdout,
      stderr: process.stderr,
      stdin: Readable.from([]),
      environment: {},
      clock: systemClock,
      interrupted: new AbortController().signal,
      open: async () => connectionTo(store),
    },
  );
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampling);
  const peak = Math.max(...samples);
  const half = samples.slice(0, Math.ceil(samples.length / 2));
  give({
    title: 'Importing a file',
    method: [
      'A CSV file of another system through `announcer subscribers import` into a store that takes no time, in a process of its own. Every id was written once.',
    ],
    figures: [
      { what: 'lines', value: rows, unit: '' },
      { what: 'time', value: seconds, unit: 's' },
      { what: 'rate', value: rows / seconds, unit: 'lines/s' },
      { what: 'memory before', value: before, unit: 'MB' },
      { what: 'most memory in the first half', value: Math.max(...half), unit: 'MB' },
      { what: 'most memory', value: peak, unit: 'MB', bar: { atMost: BAR_MB } },
    ],
  });
  if (exit !== 0 || counts.written !== rows || counts.doubled !== 0) {
    console.error(
      `of ${rows} lines ${counts.written} were written and ${counts.doubled} doubled (exit ${exit})`,
    );
    process.exitCode = 1;
  }
};

await main();
