import type { PublishedEpisode } from '../../lambdas/episodes/episode.ts';
import type { Catalog } from '../../lambdas/episodes/ports.ts';
import { type AnnouncementId, announcementIdOf, type ShowId } from '../../lambdas/ids.ts';
import { createInMemoryAnnouncements, type InMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';
import { createReports, type SimulatedReports } from './evidence.ts';
import { EPISODES, SHOWS } from './fixtures.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { createNetwork } from './network.ts';
import { createObserver, type Observer } from './observer.ts';
import { createPeople, type People } from './people.ts';
import { type Backends, createPorts, type Ports } from './ports.ts';
import type { Process } from './process.ts';
import { createSes, type SimulatedSes } from './ses.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { createWitness, type Witness } from './witness.ts';

/** What a wrong protocol puts in the place of the right one. */
export type Protocol = {
  /** Between the domain and the network: what the code of one process sees. */
  readonly ports?: (ports: Ports, process: Process, world: World) => Ports;
  /** Behind the network: what the table does. */
  readonly store?: (store: InMemoryAnnouncements) => InMemoryAnnouncements;
};

export const RIGHT: Protocol = {};

export type World = Surroundings &
  Triggers & {
    readonly people: People;
    readonly announcements: InMemoryAnnouncements;
    readonly witness: Witness;
    readonly observer: Observer;
    readonly ses: SimulatedSes;
    readonly reports: SimulatedReports;
    readonly lambda: Lambda;
    readonly shows: readonly ShowId[];
    readonly episodes: readonly PublishedEpisode[];
    readonly announcementIds: readonly AnnouncementId[];
    portsOf(process: Process): Ports;
    publish(episode: PublishedEpisode): Promise<void>;
  };

/** Everything of one run, made from its seed and nothing else. */
export const createWorld = (
  seed: number,
  protocol: Protocol,
  write: ((line: string) => void) | undefined,
): World => {
  const around = createSurroundings(seed, write);
  const { profile, time } = around;
  const catalog = createInMemoryCatalog();
  const subscribers = createInMemorySubscribers();
  const store = createInMemoryAnnouncements();
  const announcements = protocol.store?.(store) ?? store;
  const people = createPeople({ ...around, subscribers });
  const observer = createObserver(() => world);
  const reports = createReports({ ...around, queue: () => triggers.queues.evidence, nature: people.nature });
  const ses = createSes({
    ...around,
    rejects: people.rejects,
    onAcceptance: (acceptance) => {
      observer.onAcceptance(acceptance);
      reports.about(acceptance);
    },
    onResult: observer.onResult,
  });
  const network = createNetwork(around);
  const lambda = createLambda({ ...around, network, timeOuts: profile.timeOuts });

  const backends: Backends = {
    ...observer,
    catalog,
    announcements,
    audience: createInMemoryAudience(subscribers, { pageSize: profile.pageSize }),
    pace: createInMemoryPace(),
    queues: {
      plan: async (announcementId, delaySeconds = 0) =>
        triggers.queues.plan.push(JSON.stringify({ announcementId }), delaySeconds * 1000),
      send: async (messages, delaySeconds = 0) => {
        for (const message of messages)
          triggers.queues.send.push(JSON.stringify(message), delaySeconds * 1000);
      },
    },
    send: ses.receive,
    quota: ses.quota,
  };
  const portsOf = (process: Process): Ports => {
    const ports = createPorts(process, backends, network, time);
    return protocol.ports?.(ports, process, world) ?? ports;
  };
  const triggers: Triggers = createTriggers({ ...around, lambda, portsOf, onEvidence: reports.consumed });
  const world: World = {
    ...around,
    ...triggers,
    ...settled(profile.subscribers, catalog, people),
    people,
    announcements,
    witness: createWitness({
      ...around,
      doubtPolicy: profile.doubtPolicy,
      pacePerSender: () => ses.highestRate(around.start, time.now()) / profile.senders,
    }),
    observer,
    ses,
    reports,
    lambda,
    portsOf,
    publish: async (episode) => {
      await catalog.putEpisode(episode, { statusWas: 'missing' });
      triggers.stream.published(episode.showId, episode.episodeId);
    },
    calm: () => {
      around.calm();
      ses.mend();
      ses.recover();
    },
  };
  return world;
};

/** The shows with their people, and the episodes that are about to be published. */
const settled = (
  subscribers: readonly number[],
  catalog: Catalog,
  people: People,
): Pick<World, 'shows' | 'episodes' | 'announcementIds'> => {
  const shows = SHOWS.slice(0, subscribers.length);
  const episodes = EPISODES.slice(0, subscribers.length);
  for (const [index, show] of shows.entries()) {
    void catalog.putShow(show);
    for (let person = 0; person < (subscribers[index] ?? 0); person += 1) people.join(show.showId);
  }
  return {
    shows: shows.map(({ showId }) => showId),
    episodes,
    announcementIds: episodes.map(({ showId, episodeId }) => announcementIdOf(showId, episodeId)),
  };
};
