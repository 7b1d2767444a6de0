import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import { systemClock } from '../lambdas/aws/system-clock.ts';
import type { Log } from '../lambdas/announcements/ports.ts';
import type { Connection } from './connection.ts';

type Ports = Omit<Connection, 'where' | 'environment' | 'inbox'>;

/** The adapters over a system's environment, each made when it is first asked for. The SDK loads only then. */
export const openPorts = (environment: Connection['environment'], log: Log): Ports => {
  const surroundings = { environment, clock: systemClock, log };
  const wiring = once(() => import('../lambdas/aws/wiring.ts'));
  const tables = once(async () => (await wiring()).wireTables(surroundings));
  const { catalogTable, subscribersTable, announcementsTable, retentionDays } = SETTINGS;
  const { planQueueUrl, sendQueueUrl, configurationSet, keysSecretArn } = SETTINGS;

  const subscribers = once(async () => {
    const settings = readEnvironment({ subscribersTable }, environment);
    return (await tables()).subscribers(settings.subscribersTable);
  });
  const announcements = once(async () => {
    const settings = readEnvironment({ announcementsTable, retentionDays }, environment);
    return (await tables()).announcements(settings.announcementsTable, settings.retentionDays);
  });
  return {
    catalog: once(async () => {
      const settings = readEnvironment({ catalogTable }, environment);
      return (await tables()).catalog(settings.catalogTable);
    }),
    feedStates: once(async () => {
      const settings = readEnvironment({ catalogTable }, environment);
      return (await tables()).feedStates(settings.catalogTable);
    }),
    subscribers,
    audience: subscribers,
    limits: subscribers,
    announcements,
    pace: announcements,
    queues: once(async () => {
      const settings = readEnvironment({ planQueueUrl, sendQueueUrl }, environment);
      return (await wiring()).wireQueues(surroundings, settings);
    }),
    mailer: once(async () => {
      const settings = readEnvironment({ configurationSet }, environment);
      return (await wiring()).wireMailer(surroundings, settings.configurationSet);
    }),
    keys: once(async () => {
      const settings = readEnvironment({ keysSecretArn }, environment);
      return (await wiring()).wireKeys(surroundings, settings.keysSecretArn);
    }),
  };
};

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};
