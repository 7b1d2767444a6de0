import type { AnnouncementId } from '../../lambdas/ids.ts';
import type { Chance } from './chance.ts';
import { checkAtRest } from './checks/at-rest.ts';
import { checkPace } from './checks/pace.ts';
import type { FaultKind } from './fault-log.ts';
import { invoke } from './functions.ts';
import { FAULT_OF, operate, type Verb } from './operator.ts';
import type { Violation } from './violations.ts';
import { createWorld, type Protocol, RIGHT, type World } from './world.ts';

export type Outcome = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly faults: ReadonlyMap<FaultKind, number>;
  readonly accepted: number;
  readonly unknown: number;
};

/** Runs one seed from its first subscriber to rest. `write` gets the trace, a line at a time. */
export const runSeed = async (
  seed: number,
  protocol: Protocol = RIGHT,
  write?: (line: string) => void,
): Promise<Outcome> => {
  const world = createWorld(seed, protocol, write);
  const { time, profile } = world;
  world.trace('world', () => JSON.stringify(profile));
  schedulePublishing(world);
  scheduleStorm(world);
  const calmness = scheduleSweeps(world);
  time.after(profile.stormMs, () => {
    world.calm();
  });
  await time.run(world.start + HORIZON_MS, () => calmness.atRest);
  checkPace(world);
  checkAtRest(world);
  return outcomeOf(world);
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A daily quota far below the audience needs some days. */
const HORIZON_MS = 8 * 24 * HOUR;
const SWEEP_MS = 5 * MINUTE;

const schedulePublishing = (world: World): void => {
  for (const episode of world.episodes)
    world.time.after(world.chance.between(0, 20_000), () => {
      world.trace('team', () => `publishes ${episode.showId}/${episode.episodeId}`);
      void world.publish(episode);
    });
};

/** What people, the operator and SES do of themselves while the storm lasts. */
const scheduleStorm = (world: World): void => {
  const { chance, time, profile } = world;
  const sometime = (action: () => void): void =>
    // Early rather than late: that is when there is something to disturb.
    void time.after(chance.skewed(1, profile.stormMs / 1000) * 1000, action);
  for (let act = 0; act < profile.signUps; act += 1)
    sometime(() => world.people.signUp(chance.pick(world.shows)));
  for (let act = 0; act < profile.departures; act += 1)
    sometime(() => world.people.act(chance.pick(world.shows)));
  for (let act = 0; act < profile.operatorActs; act += 1)
    sometime(() => command(world, chance.pick(VERBS), chance.pick(world.announcementIds)));
  for (let act = 0; act < profile.quotaChanges; act += 1)
    sometime(() => world.ses.setRate(chance.pick([1, 2, 5, 14, 50])));
  for (let act = 0; act < profile.sesOutages; act += 1)
    sometime(() => {
      if (!world.stormy()) return;
      world.ses.fail();
      time.after(chance.skewed(5_000, 600_000), world.ses.recover);
    });
  for (let act = 0; act < profile.sesFaults; act += 1)
    sometime(() => {
      if (!world.stormy()) return;
      world.ses.break('AccountSendingPaused', 'Email sending is disabled for your account');
      time.after(chance.skewed(10_000, 600_000), world.ses.mend);
    });
};

/** Pausing and resuming oftener than what is final. */
const VERBS: readonly Verb[] = ['pause', 'pause', 'resume', 'resume', 'accept', 'resend', 'cancel'];

const command = (world: World, verb: Verb, id: AnnouncementId): void => {
  world.faults.note(world.time.now(), FAULT_OF[verb], `${id} operated`);
  world.lambda.run(
    'operator',
    (process) => operate(process, world.portsOf(process), verb, id, world.trace),
    () => undefined,
  );
};

/** The schedule of the sweep; in the calm it comes ever less often, and ends when the world is at rest. */
const scheduleSweeps = (world: World): { readonly atRest: boolean } => {
  const { time, chance, profile } = world;
  const state = { atRest: false };
  const leavePauses = chance.happens(0.3);
  let aftershockDue = profile.aftershockMs !== undefined;
  let quietSweeps = 0;
  let interval = SWEEP_MS;

  const afterSweep = (): void => {
    if (world.stormy()) return;
    interval = Math.min(interval * 1.6, 6 * HOUR);
    resumePaused(world, leavePauses);
    if (aftershockDue && isSettled(world)) {
      aftershockDue = false;
      interval = SWEEP_MS;
      quietSweeps = 0;
      scheduleAftershock(world, profile.aftershockMs ?? 0);
      return;
    }
    quietSweeps = isSettled(world) && isQuiet(world) ? quietSweeps + 1 : 0;
    state.atRest = quietSweeps === 2;
  };
  const next = (): void =>
    void time.after(interval, () => {
      next();
      if (world.stormy() && chance.happens(profile.rates.sweepSkipped)) {
        world.faults.note(time.now(), 'sweep skipped', 'sweep');
        return;
      }
      world.lambda.run(
        'sweep',
        (process) => invoke(process, world.portsOf(process), profile, world.trace, undefined),
        afterSweep,
      );
    });
  next();
  return state;
};

/** The operator settles, stops and starts what was closed, and everything goes wrong once more meanwhile. */
const scheduleAftershock = (world: World, lastsMs: number): void => {
  const { chance, time } = world;
  world.storm();
  time.after(lastsMs, () => {
    world.calm();
  });
  for (const id of world.announcementIds)
    for (let act = chance.between(1, 3); act > 0; act -= 1)
      time.after(momentFor(chance, lastsMs), () => command(world, chance.pick(LATE_VERBS), id));
  if (chance.happens(0.5))
    time.after(chance.skewed(1, lastsMs), () => world.people.act(chance.pick(world.shows)));
};

/** Any time; and oftener than chance would have it while a sweep is at work, because that is when they can collide. */
const momentFor = (chance: Chance, lastsMs: number): number =>
  chance.happens(0.5)
    ? chance.skewed(1, lastsMs / 1000) * 1000
    : SWEEP_MS * chance.between(1, Math.max(1, Math.floor(lastsMs / SWEEP_MS))) + chance.between(-40, 200);

const LATE_VERBS: readonly Verb[] = ['accept', 'resend', 'resend', 'accept', 'pause', 'resume', 'cancel'];

/** In the calm an operator sees to what paused by itself; their own pauses they may leave. */
const resumePaused = (world: World, leavePauses: boolean): void => {
  for (const { state, announcementId } of world.announcements.stored.values())
    if (state.kind === 'paused' && !(leavePauses && state.by === 'operator'))
      command(world, 'resume', announcementId);
};

/** No announcement would be moved by another sweep. */
const isSettled = ({ queues, lambda, announcements, announcementIds }: World): boolean =>
  lambda.running() === 0 &&
  queues.plan.waiting() + queues.send.waiting() === 0 &&
  announcementIds.every((id) => {
    const state = announcements.stored.get(id)?.state;
    return state?.kind === 'closed' || (state?.kind === 'paused' && state.by === 'operator');
  });

/** Nothing is under way any more. */
const isQuiet = ({ queues, reports }: World): boolean =>
  reports.due() === 0 && queues.evidence.waiting() === 0;

const outcomeOf = (world: World): Outcome => {
  const faults = new Map<FaultKind, number>();
  for (const { kind } of world.faults.entries) faults.set(kind, (faults.get(kind) ?? 0) + 1);
  const ledgers = world.announcementIds.flatMap((id) =>
    world.announcements.storedBatches(id).map(({ ledger }) => ledger),
  );
  return {
    seed: world.seed,
    violations: world.violations.found,
    faults,
    accepted: world.ses.accepted.length,
    unknown: ledgers.join('').split('?').length - 1,
  };
};
