import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync, closeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AnnouncerError } from '../../lambdas/errors.ts';

/** A folder that one local system has for itself while it runs. */
export type DataFolder = {
  /** Absolute. */
  readonly path: string;
  file(name: string): string;
  release(): void;
};

/** @throws AnnouncerError `ConfigurationInvalid` when another local system has the folder. */
export const openDataFolder = (folder: string): DataFolder => {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true });
  const lock = join(path, 'lock');
  if (!claim(lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && isAlive(holder))
      throw new AnnouncerError(
        'ConfigurationInvalid',
        `the folder ${path} is in use: a local system runs on it already (process ${holder}). ` +
          'Use that one, stop it first, or name another folder with --data FOLDER',
      );
    // Its process ended without letting go: killed, or the machine stopped.
    rmSync(lock, { force: true });
    if (!claim(lock)) return openDataFolder(folder);
  }
  return {
    path,
    file: (name) => join(path, name),
    release: () => rmSync(lock, { force: true }),
  };
};

/** Creating the file is what decides between two that start at the same moment. */
const claim = (lock: string): boolean => {
  try {
    const file = openSync(lock, 'wx');
    writeFileSync(file, `${process.pid}\n`);
    closeSync(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

const holderOf = (lock: string): number | undefined => {
  try {
    const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

/** Signal 0 asks without disturbing; EPERM means that it lives and is somebody else's. */
const isAlive = (pid: number): boolean => {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
