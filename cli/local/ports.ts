import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { z } from 'zod';
import { AnnouncerError } from '../../lambdas/errors.ts';

/** Where the pages and the inbox answer. The links in mails hold the pages' port, so it should stay. */
export type Ports = { readonly pages: number; readonly inbox: number };

const port = z.int().min(1).max(65_535);
const Kept = z.object({ pages: port, inbox: port });

/** Where a first run looks: two ports that little else uses. */
const USUAL: Ports = { pages: 4080, inbox: 4081 };

/**
 * The ports wished for, those of the last run, or the usual ones; a free one in place of one that is taken. A
 * port that was asked for is never replaced.
 * @throws AnnouncerError `ConfigurationInvalid` when the port asked for is taken.
 */
export const choosePorts = async (wished: number | undefined, file: string): Promise<Ports> => {
  if (wished !== undefined) {
    const ports = { pages: wished, inbox: wished + 1 };
    for (const each of [ports.pages, ports.inbox])
      if (!(await isFree(each)))
        throw new AnnouncerError(
          'ConfigurationInvalid',
          `port ${each} is taken: pages answer on the port given and the inbox on the one after it. ` +
            'Give another with --port, or none to have free ones chosen',
        );
    return ports;
  }
  const { pages, inbox } = kept(file) ?? USUAL;
  return { pages: (await isFree(pages)) ? pages : 0, inbox: (await isFree(inbox)) ? inbox : 0 };
};

export const keepPorts = (file: string, addresses: Readonly<Record<keyof Ports, string>>): void => {
  const portOf = (address: string): number => Number(new URL(address).port);
  writeFileSync(
    file,
    `${JSON.stringify({ pages: portOf(addresses.pages), inbox: portOf(addresses.inbox) })}\n`,
  );
};

const kept = (file: string): Ports | undefined => {
  if (!existsSync(file)) return undefined;
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
};

const isFree = (each: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(each, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
