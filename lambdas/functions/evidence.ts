import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireTables } from '../aws/wiring.ts';
import { createEvidenceHandler } from '../handlers/evidence.ts';
import { entry, type Handler } from './entry.ts';

const { subscribersTable, announcementsTable, retentionDays } = SETTINGS;
const shape = { subscribersTable, announcementsTable, retentionDays };

export const wireEvidence = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const tables = wireTables(surroundings);
  return createEvidenceHandler({
    announcements: tables.announcements(settings.announcementsTable, settings.retentionDays),
    audience: tables.subscribers(settings.subscribersTable),
    clock,
    log,
  });
};

export const handler = entry(wireEvidence);
