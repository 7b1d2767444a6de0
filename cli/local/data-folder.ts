import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { AnnouncerError } from '../../lambdas/errors.ts';

/** A folder that one local system has for itself while it runs. */
export type DataFolder = {
  /** Absolute. */
  readonly path: string;
  file(name: string): string;
  release(): void;
};

/**
 * Who holds a folder. Whether the holder still runs is asked of the holder itself, at its port: the number of a
 * process that was killed may be another's by now, in a container even that of this one.
 */
const Holder = z.object({ pid: z.int(), port: z.int().min(1).max(65_535) });
type Holder = z.infer<typeof Holder>;

/** @throws AnnouncerError `ConfigurationInvalid` when it cannot be a folder, or another local system has it. */
export const openDataFolder = async (folder: string): Promise<DataFolder> => {
  const path = resolve(folder);
  make(path);
  const lock = join(path, 'lock');
  const { port, end } = await answerWith(path);
  const claimed = claim(lock, { pid: process.pid, port }) || (await takeOver(lock, path, port));
  if (claimed !== true) {
    end();
    throw new AnnouncerError(
      'ConfigurationInvalid',
      `the folder ${path} is in use: a local system runs on it already (process ${claimed.pid}). ` +
        'Use that one, stop it first, or name another folder with --data FOLDER',
    );
  }
  return {
    path,
    file: (name) => join(path, name),
    release: () => {
      end();
      rmSync(lock, { force: true });
    },
  };
};

const make = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AnnouncerError(
      'ConfigurationInvalid',
      `${path} cannot be a folder to keep things in (${why}). Name another with --data FOLDER`,
    );
  }
};

/** The lock of a process that ended without letting go: killed, or the machine stopped. Gives the holder if it runs. */
const takeOver = async (lock: string, path: string, port: number): Promise<true | Holder> => {
  for (;;) {
    // One that starts at this moment has made the file and not yet written into it.
    const holder = holderOf(lock) ?? (await sleep(WRITING_MS).then(() => holderOf(lock)));
    if (holder !== undefined && (await answersAt(holder.port, path))) return holder;
    rmSync(lock, { force: true });
    if (claim(lock, { pid: process.pid, port })) return true;
  }
};

const WRITING_MS = 200;

/** Creating the file is what decides between two that start at the same moment. */
const claim = (lock: string, holder: Holder): boolean => {
  try {
    const file = openSync(lock, 'wx');
    writeFileSync(file, `${JSON.stringify(holder)}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

const holderOf = (lock: string): Holder | undefined => {
  try {
    return Holder.parse(JSON.parse(readFileSync(lock, 'utf8')));
  } catch {
    return undefined;
  }
};

/** Tells whoever connects which folder this process holds. It keeps no process alive. */
const answerWith = (path: string): Promise<{ readonly port: number; readonly end: () => void }> =>
  new Promise((resolved, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(path);
    });
    server.unref();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port to answer at'));
      else resolved({ port: address.port, end: () => void server.close() });
    });
  });

/** A process that is too busy to answer by then is taken for alive. */
const PATIENCE_MS = 10_000;

const answersAt = (port: number, path: string): Promise<boolean> =>
  new Promise((resolved) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(PATIENCE_MS, () => {
      resolved(true);
      socket.destroy();
    });
    socket.on('data', (text) => (answer += text.toString()));
    socket.once('end', () => resolved(answer === path));
    socket.once('error', () => resolved(false));
  });
