import type { ShowId } from '../ids.ts';
import type { Catalog } from './ports.ts';

type Stored = ReturnType<Catalog['show']>;

/**
 * The same catalog, in which a show that was read is not read again for a while: every page and every sign-up
 * needs it, and it changes a few times a year. A show that is missing or invalid is looked up each time, so that
 * one just written is there at once.
 */
export const withRememberedShows = <C extends Pick<Catalog, 'show'>>(
  catalog: C,
  { now, forMs }: { readonly now: () => number; readonly forMs: number },
): C => {
  const remembered = new Map<ShowId, { readonly stored: Stored; readonly until: number }>();
  return {
    ...catalog,
    show: async (showId: ShowId) => {
      const known = remembered.get(showId);
      if (known !== undefined && known.until > now()) return known.stored;
      const stored = catalog.show(showId);
      remembered.set(showId, { stored, until: now() + forMs });
      const kind = await stored.then(
        (found) => found.kind,
        () => 'unreadable' as const,
      );
      if (kind !== 'found' && remembered.get(showId)?.stored === stored) remembered.delete(showId);
      return stored;
    },
  };
};
