import type { MemberKey } from '../member-key.ts';
import type { Process } from '../process.ts';
import type { World } from '../world.ts';

/** What must hold at the instant at which a sender lets a message go. */
export const checkSending = (world: World, process: Process, key: MemberKey): void => {
  const now = world.time.now() + process.clockAhead;
  if (now >= world.witness.leasedUntil(process, key))
    world.violations.add(
      'who lost the lease stops',
      `${process.name} handed ${key} over after its lease had passed`,
    );
};
