import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireKeys, wireMailer, wireTables } from '../aws/wiring.ts';
import { createWebHandler } from '../handlers/web.ts';
import { createConfirmationMailer } from '../web/confirmation-mailer.ts';
import { mailServersOfTheInternet } from '../web/mail-servers.ts';
import { WEB_SETTINGS } from '../web/ports.ts';
import { entry, type Handler } from './entry.ts';

const { catalogTable, subscribersTable, announcementsTable, publicUrl, configurationSet } = SETTINGS;
const { keysSecretArn, signUpsPerSource } = SETTINGS;
const shape = {
  catalogTable,
  subscribersTable,
  announcementsTable,
  publicUrl,
  configurationSet,
  keysSecretArn,
  signUpsPerSource,
};

export const wireWeb = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const { publicUrl } = settings;
  const tables = wireTables(surroundings);
  const subscribers = tables.subscribers(settings.subscribersTable);
  const mailer = wireMailer(surroundings, settings.configurationSet);
  return createWebHandler({
    publicUrl,
    keys: await wireKeys(surroundings, settings.keysSecretArn),
    catalog: tables.catalog(settings.catalogTable),
    subscribers,
    limits: subscribers,
    announcements: tables.announcementRows(settings.announcementsTable),
    confirmations: createConfirmationMailer({ mailer, publicUrl, clock, log }),
    mailServers: mailServersOfTheInternet,
    clock,
    log,
    settings: { ...WEB_SETTINGS, signUpsPerSourceHourly: settings.signUpsPerSource },
  });
};

export const handler = entry(wireWeb);
