import { PERMITTED } from '../../../lambdas/announcements/pace.ts';
import { type MemberKey, memberOf } from '../member-key.ts';
import type { Process } from '../process.ts';
import type { World } from '../world.ts';

/** How long a sender may go by what it read for a window, beside the wait for its slot (windows.ts). */
const READINGS_SERVE_MS = 30_000;

/** What must hold at the instant at which a sender lets a message go. */
export const checkSending = (world: World, process: Process, key: MemberKey): void => {
  const { witness, violations, people, profile } = world;
  const at = world.time.now();
  if (at + process.clockAhead >= witness.leasedUntil(process, key))
    violations.add(
      'who lost the lease stops',
      `${process.name} handed ${key} over after its lease had passed`,
    );

  const slowest = world.ses.lowestRate(world.start, at);
  const since = at - READINGS_SERVE_MS - (profile.senders * 1000) / (slowest * PERMITTED) - 1;
  const { announcementId, batch, member } = memberOf(key);
  const id = world.announcements.storedBatch(announcementId, batch)?.members[member];
  if (id !== undefined && people.unmailableThroughout(id, since, at))
    violations.add('nobody who left is mailed', `${key} (${id}) was handed over long after they had left`);
  if (witness.stoodStill(announcementId, since, at))
    violations.add('paused and cancelled mean it', `${key} was handed over long after it stood still`);
};
