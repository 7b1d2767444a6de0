import { afterAll, beforeAll, describe } from 'vitest';
import type {
  AnnouncementStore,
  Audience,
  Latecomers,
  PaceStore,
} from '../../lambdas/announcements/ports.ts';
import type { FeedStates } from '../../lambdas/episodes/feeds/ports.ts';
import type { Catalog } from '../../lambdas/episodes/ports.ts';
import type { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import type { Limits, SubscriberStore } from '../../lambdas/subscribers/ports.ts';

/** Every port over empty tables of its own. */
export type World = {
  readonly catalog: Catalog;
  readonly feedStates: FeedStates;
  readonly subscribers: SubscriberStore;
  readonly audience: Audience;
  readonly limits: Limits;
  readonly announcements: AnnouncementStore;
  readonly latecomers: Latecomers;
  readonly pace: PaceStore;
  /** Puts a row into the catalog as other hands might: any attributes under a show's or an episode's key. */
  readonly putRawCatalogRow: (
    key: { readonly showId: ShowId; readonly episodeId?: EpisodeId },
    attributes: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
};

export type Backend = {
  readonly name: string;
  newWorld(): Promise<World>;
  close(): Promise<void>;
};

/** What a suite asks for: a new world a test. */
export type NewWorld = () => Promise<World>;

/** Runs suites against one backend, started once for all of them. */
export const holdsOn = (
  name: string,
  start: () => Promise<Backend>,
  suites: readonly ((newWorld: NewWorld) => void)[],
): void => {
  describe(`on ${name}`, () => {
    let backend: Backend | undefined;
    beforeAll(async () => {
      backend = await start();
    });
    afterAll(async () => {
      await backend?.close();
    });
    const newWorld: NewWorld = async () => {
      if (backend === undefined) throw new Error(`${name} did not start`);
      return backend.newWorld();
    };
    for (const suite of suites) suite(newWorld);
  });
};
