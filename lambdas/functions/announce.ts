import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wirePlanQueue, wireTables } from '../aws/wiring.ts';
import { createComposer } from '../email/composer.ts';
import { createAnnounceHandler } from '../handlers/announce.ts';
import { entry, type Handler } from './entry.ts';

const { catalogTable, announcementsTable, planQueueUrl, publicUrl } = SETTINGS;
const shape = { catalogTable, announcementsTable, planQueueUrl, publicUrl };

export const wireAnnounce = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const tables = wireTables(surroundings);
  return createAnnounceHandler({
    catalog: tables.catalog(settings.catalogTable),
    announcements: tables.announcementRows(settings.announcementsTable),
    queues: wirePlanQueue(surroundings, settings.planQueueUrl),
    compose: createComposer({ publicUrl: settings.publicUrl, now: () => clock.now() }),
    clock,
    log,
  });
};

export const handler = entry(wireAnnounce);
