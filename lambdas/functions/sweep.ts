import { createSharedPace } from '../announcements/pace.ts';
import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireMailer, wireQueues, wireTables } from '../aws/wiring.ts';
import { createComposer } from '../email/composer.ts';
import { publishDue } from '../episodes/publish-due.ts';
import { createSweepHandler } from '../handlers/sweep.ts';
import { entry, type Handler } from './entry.ts';

const { catalogTable, announcementsTable, planQueueUrl, sendQueueUrl } = SETTINGS;
const { publicUrl, senders, doubtPolicy, retentionDays } = SETTINGS;
const shape = {
  catalogTable,
  announcementsTable,
  planQueueUrl,
  sendQueueUrl,
  publicUrl,
  senders,
  doubtPolicy,
  retentionDays,
};

export const wireSweep = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const tables = wireTables(surroundings);
  const announcements = tables.announcements(settings.announcementsTable, settings.retentionDays);
  // The sweep reads the quota and sends nothing.
  const mailer = wireMailer(surroundings, undefined);
  const catalog = tables.catalog(settings.catalogTable);
  return createSweepHandler({
    before: () => publishDue({ catalog, clock, log }),
    catalog,
    announcements,
    queues: wireQueues(surroundings, settings),
    compose: createComposer({ publicUrl: settings.publicUrl, now: () => clock.now() }),
    pace: createSharedPace({ store: announcements, mailer, clock, log, senders: settings.senders }),
    doubtPolicy: settings.doubtPolicy,
    clock,
    log,
  });
};

export const handler = entry(wireSweep);
