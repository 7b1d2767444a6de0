import { Resolver } from 'node:dns/promises';
import type { Records } from './dns-records.ts';

/** A name that is not there and a name without such a record are the same to a receiving server. */
const NOTHING: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA']);

export const createRecords = (): Records => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  const orNothing = async (answer: Promise<readonly string[]>): Promise<readonly string[]> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Error && 'code' in error && NOTHING.has(error.code)) return [];
      throw error;
    }
  };
  return {
    cname: (name) => orNothing(resolver.resolveCname(name)),
    mx: (name) =>
      orNothing(resolver.resolveMx(name).then((records) => records.map(({ exchange }) => exchange))),
    txt: (name) =>
      orNothing(resolver.resolveTxt(name).then((records) => records.map((parts) => parts.join('')))),
  };
};
