import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireQueues, wireTables } from '../aws/wiring.ts';
import { createPlanHandler } from '../handlers/plan.ts';
import { entry, type Handler } from './entry.ts';

const { subscribersTable, announcementsTable, planQueueUrl, sendQueueUrl, retentionDays } = SETTINGS;
const shape = { subscribersTable, announcementsTable, planQueueUrl, sendQueueUrl, retentionDays };

export const wirePlan = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const tables = wireTables(surroundings);
  return createPlanHandler({
    announcements: tables.announcements(settings.announcementsTable, settings.retentionDays),
    audience: tables.subscribers(settings.subscribersTable),
    queues: wireQueues(surroundings, settings),
    clock,
    log,
  });
};

export const handler = entry(wirePlan);
