import { sendLatest } from '../announcements/latecomer.ts';
import { readEnvironment, SETTINGS } from '../aws/environment.ts';
import type { Surroundings } from '../aws/surroundings.ts';
import { wireKeys, wireMailer, wireTables } from '../aws/wiring.ts';
import { withRememberedShows } from '../episodes/remembered-shows.ts';
import { createPersonaliser } from '../email/personalise.ts';
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

/** How long an edited show may go on looking as it did. */
const SHOW_REMEMBERED_MS = 10_000;

export const wireWeb = async (surroundings: Surroundings): Promise<Handler> => {
  const { clock, log } = surroundings;
  const settings = readEnvironment(shape, surroundings.environment);
  const { publicUrl } = settings;
  const tables = wireTables(surroundings);
  const subscribers = tables.subscribers(settings.subscribersTable);
  const mailer = wireMailer(surroundings, settings.configurationSet);
  const keys = await wireKeys(surroundings, settings.keysSecretArn);
  const catalog = withRememberedShows(tables.catalog(settings.catalogTable), {
    now: () => clock.now(),
    forMs: SHOW_REMEMBERED_MS,
  });
  const announcements = tables.announcementRows(settings.announcementsTable);
  const latecomers = tables.latecomers(settings.announcementsTable);
  const personalise = createPersonaliser(keys);
  return createWebHandler({
    publicUrl,
    keys,
    catalog,
    subscribers,
    limits: subscribers,
    announcements,
    confirmations: createConfirmationMailer({ mailer, publicUrl, clock, log }),
    sendLatest: (show, person) =>
      sendLatest({ catalog, announcements, latecomers, mailer, personalise, clock, log }, show, person),
    mailServers: mailServersOfTheInternet,
    clock,
    log,
    settings: { ...WEB_SETTINGS, signUpsPerSourceHourly: settings.signUpsPerSource },
  });
};

export const handler = entry(wireWeb);
