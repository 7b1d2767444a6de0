import type { Connection } from '../../cli/connection.ts';
import { runProgram } from '../../cli/program.ts';
import { AnnouncerError } from '../../lambdas/errors.ts';
import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createManualClock } from '../in-memory/clock.ts';
import { createInMemoryFeedStates } from '../in-memory/feed-states.ts';
import { createInMemoryLimits } from '../in-memory/limits.ts';
import { createInMemoryMailer } from '../in-memory/mailer.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { createInMemoryQueues } from '../in-memory/queues.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';
import type { Keys } from '../../lambdas/subscribers/tokens.ts';

export const KEYS: Keys = {
  identity: Buffer.alloc(32, 1),
  signing: [{ number: 1, key: Buffer.alloc(32, 2) }],
};

type RunOptions = { readonly stdin?: string /** Somebody looks at it. */; readonly tty?: boolean };

/** A whole system in memory, and a terminal in front of it. */
export const createConsole = () => {
  const clock = createManualClock();
  const subscribers = createInMemorySubscribers();
  const ports = {
    catalog: createInMemoryCatalog(),
    feedStates: createInMemoryFeedStates(),
    subscribers,
    audience: createInMemoryAudience(subscribers),
    limits: createInMemoryLimits(),
    announcements: createInMemoryAnnouncements(),
    pace: createInMemoryPace(),
    queues: createInMemoryQueues(),
    mailer: createInMemoryMailer(),
  };
  const connection: Connection = {
    where: 'the system in memory',
    environment: { PUBLIC_URL: 'http://127.0.0.1:4000', SENDERS: '2', DOUBT_POLICY: 'hold' },
    catalog: async () => ports.catalog,
    feedStates: async () => ports.feedStates,
    subscribers: async () => ports.subscribers,
    audience: async () => ports.audience,
    limits: async () => ports.limits,
    announcements: async () => ports.announcements,
    pace: async () => ports.pace,
    queues: async () => ports.queues,
    mailer: async () => ports.mailer,
    keys: async () => KEYS,
  };
  const interruption = new AbortController();

  const run = async (words: readonly string[], options: RunOptions = {}) => {
    let stdout = '';
    let stderr = '';
    const exit = await runProgram(words, {
      stdout: { write: (text) => (stdout += text) },
      stderr: { isTTY: options.tty === true, columns: 200, write: (text) => (stderr += text) },
      stdin: (async function* () {
        yield Buffer.from(options.stdin ?? '');
      })(),
      environment: {},
      clock,
      interrupted: interruption.signal,
      open: async (target) => {
        if (target.kind === 'stack') throw new AnnouncerError('Unreachable', `no stack ${target.name}`);
        return connection;
      },
    });
    return { exit, stdout, stderr };
  };

  return {
    ...ports,
    clock,
    connection,
    interrupt: () => interruption.abort(),
    run: (command: string, options?: RunOptions) => run([...command.split(' '), '--local'], options),
    /** For arguments that hold spaces. */
    runWords: (...words: string[]) => run([...words, '--local']),
  };
};
export type Console = ReturnType<typeof createConsole>;
