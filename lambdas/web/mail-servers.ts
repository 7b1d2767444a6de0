import { resolve4, resolve6, resolveMx } from 'node:dns/promises';

/** Whether anybody takes mail for a domain, as far as the DNS tells. */
export type MailServers = { answerFor(domain: string): Promise<boolean> };

/** A sign-up waits no longer than this for the DNS. */
const PATIENCE_MILLISECONDS = 1500;

/**
 * MX records, else an address record (RFC 5321, 5.1); a null MX (RFC 7505) takes none. Only a clear "no" counts
 * as one: a slow or broken name server must not turn people away.
 */
export const mailServersOfTheInternet: MailServers = {
  answerFor: (domain) =>
    Promise.race([
      lookedUp(domain),
      new Promise<boolean>((done) => {
        setTimeout(done, PATIENCE_MILLISECONDS, true).unref();
      }),
    ]),
};

const lookedUp = async (domain: string): Promise<boolean> => {
  const exchanges = await found(() => resolveMx(domain));
  if (exchanges === 'unknown') return true;
  if (exchanges.length > 0) return exchanges.some(({ exchange }) => exchange !== '' && exchange !== '.');
  const addresses = await Promise.all([found(() => resolve4(domain)), found(() => resolve6(domain))]);
  return addresses.some((answer) => answer === 'unknown' || answer.length > 0);
};

const found = async <T>(ask: () => Promise<readonly T[]>): Promise<readonly T[] | 'unknown'> => {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENODATA' || code === 'ENOTFOUND' ? [] : 'unknown';
  }
};
