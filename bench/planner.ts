// The planner of bench/planning.ts, in a process that holds what its function holds and nothing else.
import { systemClock } from '../lambdas/aws/system-clock.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { plan } from '../lambdas/announcements/plan.ts';
import { AnnouncementId } from '../lambdas/ids.ts';
import { watchMemory } from './memory.ts';

const announcementId = AnnouncementId.parse(process.argv[2]);
const log = () => {};
const tables = wireTables({ environment: process.env, clock: systemClock, log });
const announcements = tables.announcements('announcements', 400);
const deps = {
  announcements,
  audience: tables.subscribers('subscribers'),
  queues: { plan: async () => {}, send: async () => {} },
  clock: systemClock,
  log,
};
// The first connection and the code that the first call loads are there whatever the audience.
await announcements.read(announcementId);
const memory = watchMemory();
const began = performance.now();
const planned = await plan(deps, announcementId, () => 600_000);
const seconds = (performance.now() - began) / 1000;
if (planned.kind !== 'planned') throw new Error(`the plan is ${planned.kind}`);
process.send?.({ audience: planned.audience, seconds, peakMegabytes: memory.peakMegabytes() });
process.disconnect?.();
