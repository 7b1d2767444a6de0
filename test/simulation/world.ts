import type { Audience, PaceStore, SendResult } from '../../lambdas/announcements/ports.ts';
import { type AnnouncementId, announcementIdOf, type ShowId, type SubscriberId } from '../../lambdas/ids.ts';
import type { PublishedEpisode } from '../../lambdas/episodes/episode.ts';
import { createInMemoryAnnouncements, type InMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createInMemoryPace } from '../in-memory/pace.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';
import { type Chance, createChance } from './chance.ts';
import { checkAcceptance } from './checks/at-acceptance.ts';
import { checkClosing } from './checks/at-closing.ts';
import { checkSending } from './checks/at-sending.ts';
import { createReports, type SimulatedReports } from './evidence.ts';
import { createFaultLog, type FaultLog } from './fault-log.ts';
import { EPISODES, SHOWS } from './fixtures.ts';
import { type FunctionKind, invoke } from './functions.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { createNetwork } from './network.ts';
import { createPeople, type People } from './people.ts';
import { type Backends, createPorts, type Ports } from './ports.ts';
import type { Process } from './process.ts';
import { drawProfile, type Profile, type Rates } from './profile.ts';
import { createQueue, type Invocation, type Queue } from './queue.ts';
import { type Acceptance, createSes, type SimulatedSes } from './ses.ts';
import { createStream, type Stream } from './stream.ts';
import { createTrace, noTrace, type Trace } from './trace.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import { createViolations, type Violations } from './violations.ts';
import { createWitness, type Witness } from './witness.ts';

/** What a wrong protocol puts in the place of the right one. */
export type Protocol = {
  /** Between the domain and the network: what the code of one process sees. */
  readonly ports?: (ports: Ports, process: Process, world: World) => Ports;
  /** Behind the network: what the table does. */
  readonly store?: (store: InMemoryAnnouncements) => InMemoryAnnouncements;
};

export const RIGHT: Protocol = {};

/** One send as the sender let it go; what became of it stands elsewhere. */
export type Sending = { readonly at: number; readonly process: string };

export type World = {
  readonly seed: number;
  readonly start: number;
  readonly profile: Profile;
  readonly chance: Chance;
  readonly time: VirtualTime;
  readonly faults: FaultLog;
  readonly violations: Violations;
  readonly trace: Trace;
  readonly people: People;
  readonly announcements: InMemoryAnnouncements;
  readonly witness: Witness;
  readonly ses: SimulatedSes;
  readonly reports: SimulatedReports;
  readonly queues: { readonly plan: Queue; readonly send: Queue; readonly evidence: Queue };
  readonly stream: Stream;
  readonly lambda: Lambda;
  readonly sendings: Sending[];
  readonly suppressed: Map<SubscriberId, number>;
  readonly shows: readonly ShowId[];
  readonly episodes: readonly PublishedEpisode[];
  readonly announcementIds: readonly AnnouncementId[];
  portsOf(process: Process): Ports;
  publish(episode: PublishedEpisode): Promise<void>;
  calm(): void;
  storm(): void;
  stormy(): boolean;
};

/** Doubts in a row after which a sender stops (halts.ts). */
const MOST_UNKNOWN = 3;

const START = Date.parse('2026-12-01T09:00:00Z');

/** Everything of one run, made from its seed and nothing else. */
export const createWorld = (
  seed: number,
  protocol: Protocol,
  write: ((line: string) => void) | undefined,
): World => {
  const chance = createChance(seed);
  const profile = drawProfile(chance);
  const time = createVirtualTime(START);
  const trace = write === undefined ? noTrace : createTrace(time, START, write);
  const faults = createFaultLog();
  const violations = createViolations(({ check, what }) => trace('CHECK', () => `** ${check}: ${what}`));
  let stormy = true;
  const rates = (): Rates | undefined => (stormy ? profile.rates : undefined);

  const catalog = createInMemoryCatalog();
  const subscribers = createInMemorySubscribers();
  const rightStore = createInMemoryAnnouncements();
  const announcements = protocol.store?.(rightStore) ?? rightStore;
  const pace: PaceStore = createInMemoryPace();
  const audience: Audience = createInMemoryAudience(subscribers, { pageSize: profile.pageSize });
  const people = createPeople({ time, chance, profile, faults, trace, subscribers });
  const witness = createWitness({
    faults,
    violations,
    doubtPolicy: profile.doubtPolicy,
    pacePerSender: () => ses.highestRate(START, time.now()) / profile.senders,
  });
  const sendings: Sending[] = [];
  const suppressed = new Map<SubscriberId, number>();

  const reports: SimulatedReports = createReports({
    time,
    chance,
    profile,
    rates,
    faults,
    queue: () => queues.evidence,
    nature: people.nature,
  });
  const times = new Map<string, number>();
  const onAcceptance = (acceptance: Acceptance): void => {
    checkAcceptance(world, acceptance, times);
    reports.about(acceptance);
  };
  const inARow = new Map<string, number>();
  const onResult = (process: Process, { kind }: SendResult): void => {
    const count = kind === 'unknown' ? (inARow.get(process.name) ?? 0) + 1 : 0;
    inARow.set(
      process.name,
      kind === 'unknown' || kind === 'accepted' ? count : (inARow.get(process.name) ?? 0),
    );
    if (count > MOST_UNKNOWN + witness.window())
      violations.add('doubt is small', `${process.name} went on through ${count} unknown answers in a row`);
  };
  const ses = createSes({
    onResult,
    time,
    chance,
    profile,
    rates,
    faults,
    rejects: people.rejects,
    onAcceptance,
  });
  const network = createNetwork({ time, chance, rates, faults, trace });
  const lambda = createLambda({
    time,
    chance,
    rates,
    faults,
    timeOuts: profile.timeOuts,
    network,
    trace,
    violations,
  });

  const backends: Backends = {
    catalog,
    announcements,
    audience,
    pace,
    queues: {
      plan: async (id, delaySeconds = 0) =>
        queues.plan.push(JSON.stringify({ announcementId: id }), delaySeconds * 1000),
      send: async (messages, delaySeconds = 0) => {
        for (const message of messages) queues.send.push(JSON.stringify(message), delaySeconds * 1000);
      },
    },
    send: (process, message) => ses.receive(process, message),
    quota: ses.quota,
    onSend: (process, key) => {
      sendings.push({ at: time.now(), process: process.name });
      checkSending(world, process, key);
    },
    onBatchWrite: (process, before, after) => witness.batchChanged(process, before, after, time.now()),
    onAnnouncementWrite: (process, before, after) => {
      checkClosing(world, process, before, after);
      witness.announcementChanged(process, after, time.now());
    },
    onSuppress: (showId, member) => {
      // The witness of the row: ids are compared, never parsed again.
      people.noteRow(showId as ShowId, member as SubscriberId);
      if (!suppressed.has(member as SubscriberId)) suppressed.set(member as SubscriberId, time.now());
    },
  };

  const portsOf = (process: Process): Ports => {
    const ports = createPorts(process, backends, network, time);
    return protocol.ports?.(ports, process, world) ?? ports;
  };
  const start = (kind: FunctionKind, event: unknown, done: (invocation: Invocation) => void): void =>
    lambda.run(kind, (process) => invoke(process, portsOf(process), profile, trace, event), done);

  const queueOf = (
    name: FunctionKind,
    maxConcurrency: number,
    eventSize: number,
    onSuccess?: (body: string) => void,
  ): Queue =>
    createQueue({
      name,
      time,
      chance,
      rates,
      faults,
      trace,
      visibilityMs: 6 * profile.timeOuts[name],
      maxReceives: 5,
      maxConcurrency,
      eventSize,
      ...(onSuccess === undefined ? {} : { onSuccess }),
      invoke: (event, done) => start(name, event, done),
    });
  const queues = {
    plan: queueOf('plan', 2, 1),
    send: queueOf('send', profile.senders, 1),
    evidence: queueOf('evidence', 2, 10, reports.consumed),
  };
  const stream = createStream({
    time,
    chance,
    rates,
    faults,
    invoke: (event, done) => start('announce', event, done),
  });

  const shows = SHOWS.slice(0, profile.shows).map(({ showId }) => showId);
  const episodes = EPISODES.slice(0, profile.shows);
  for (const show of SHOWS.slice(0, profile.shows)) void catalog.putShow(show);
  for (const [index, showId] of shows.entries())
    for (let person = 0; person < (profile.subscribers[index] ?? 0); person += 1) people.join(showId);

  const world: World = {
    seed,
    start: START,
    profile,
    chance,
    time,
    faults,
    violations,
    trace,
    people,
    announcements,
    witness,
    ses,
    reports,
    queues,
    stream,
    lambda,
    sendings,
    suppressed,
    shows,
    episodes,
    announcementIds: episodes.map(({ showId, episodeId }) => announcementIdOf(showId, episodeId)),
    portsOf,
    publish: async (episode) => {
      await catalog.putEpisode(episode, { statusWas: 'missing' });
      stream.published(episode.showId, episode.episodeId);
    },
    calm: () => {
      stormy = false;
      ses.mend();
      ses.recover();
    },
    storm: () => {
      stormy = true;
    },
    stormy: () => stormy,
  };
  return world;
};
