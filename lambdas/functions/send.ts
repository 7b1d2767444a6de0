import { randomUUID } from 'node:crypto';
import { createSharedPace } from '../announcements/pace.ts';
import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireKeys, wireMailer, wireSendQueue, wireTables } from '../aws/wiring.ts';
import { createPersonaliser } from '../email/personalise.ts';
import { createSendHandler } from '../handlers/send.ts';
import { entry, type Handler } from './entry.ts';

const { subscribersTable, announcementsTable, sendQueueUrl, configurationSet, keysSecretArn } = SETTINGS;
const { senders, retentionDays } = SETTINGS;
const shape = {
  subscribersTable,
  announcementsTable,
  sendQueueUrl,
  configurationSet,
  keysSecretArn,
  senders,
  retentionDays,
};

export const wireSend = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const tables = wireTables(surroundings);
  const announcements = tables.announcements(settings.announcementsTable, settings.retentionDays);
  const mailer = wireMailer(surroundings, settings.configurationSet);
  const keys = await wireKeys(surroundings, settings.keysSecretArn);
  return createSendHandler({
    announcements,
    audience: tables.subscribers(settings.subscribersTable),
    mailer,
    pace: createSharedPace({ store: announcements, mailer, clock, log, senders: settings.senders }),
    queues: wireSendQueue(surroundings, settings.sendQueueUrl),
    clock,
    log,
    personalise: createPersonaliser(keys),
    newHolder: randomUUID,
  });
};

export const handler = entry(wireSend);
