import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireTables } from '../aws/wiring.ts';
import { createPublishHandler } from '../handlers/publish.ts';
import { entry, type Handler } from './entry.ts';

const { catalogTable } = SETTINGS;

export const wirePublish = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment({ catalogTable }, surroundings.environment);
  return createPublishHandler({
    catalog: wireTables(surroundings).catalog(settings.catalogTable),
    clock,
    log,
  });
};

export const handler = entry(wirePublish);
