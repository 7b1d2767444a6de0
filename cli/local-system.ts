import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AnnouncerError } from '../lambdas/errors.ts';
import { describeFaults, parse } from '../lambdas/faults.ts';

/** Where `npm start` keeps its data unless told otherwise. */
export const LOCAL_FOLDER = '.announcer';

/** What `npm start` writes when it is up. */
const LocalSystem = z.object({
  environment: z.record(z.string(), z.string()),
  addresses: z.object({ pages: z.url(), inbox: z.url() }),
});
export type LocalSystem = z.infer<typeof LocalSystem>;

/** Reads `<folder>/local.json`. That the file is there does not yet mean that the system is still up. */
export const readLocalSystem = async (folder: string): Promise<LocalSystem> => {
  const path = join(folder, 'local.json');
  const written = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (written === undefined)
    throw new AnnouncerError(
      'Unreachable',
      `no local system in ${folder}: start it with "npm start" in another terminal, ` +
        'or name its data folder with --local=FOLDER',
    );
  const read = parse(LocalSystem, json(written));
  if (!read.ok)
    throw new AnnouncerError(
      'Unreachable',
      `${describeFaults(path, read.faults)}\nStop the local system and start it again with "npm start".`,
    );
  return read.value;
};

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
