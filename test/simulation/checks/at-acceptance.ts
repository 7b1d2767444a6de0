import { Buffer } from 'node:buffer';
import { partsOf, type SubscriberId } from '../../../lambdas/ids.ts';
import { memberOf } from '../member-key.ts';
import type { Acceptance } from '../ses.ts';
import type { World } from '../world.ts';

/** What must hold at the instant at which SES takes a message. `times` counts them by person. */
export const checkAcceptance = (world: World, acceptance: Acceptance, times: Map<string, number>): void => {
  const { witness, violations, people } = world;
  const { key, at } = acceptance;
  const { announcementId, batch, member } = memberOf(key);
  const id = world.announcements.storedBatch(announcementId, batch)?.members[member];
  if (id === undefined) {
    violations.add('everybody gets their own message', `${key} was mailed and names nobody`);
    return;
  }
  checkOnce(world, acceptance, id, times);

  const bytes = Buffer.from(acceptance.bytes).toString();
  const { showId, episodeId } = partsOf(announcementId);
  if (bytes !== `${showId}/${episodeId} for ${id} at ${acceptance.to}`)
    violations.add('everybody gets their own message', `${key} got a message that says: ${bytes}`);

  const mark = witness.markOf(key);
  if (mark === undefined || mark.process.name !== acceptance.process) return;
  if (people.unmailableThroughout(id, mark.windowBegan, at)) {
    const check = world.observer.suppressed.has(id)
      ? 'suppressed people stay suppressed'
      : 'nobody who left is mailed';
    violations.add(check, `${key} (${id}) was mailed in a window that began after they could be mailed`);
  }
  if (witness.stoodStill(announcementId, mark.windowBegan, at))
    violations.add(
      'paused and cancelled mean it',
      `${key} was mailed in a window that began after the announcement stood still`,
    );
};

const checkOnce = (world: World, { key }: Acceptance, id: SubscriberId, times: Map<string, number>): void => {
  const { announcementId } = memberOf(key);
  const person = `${announcementId} ${id}`;
  const count = (times.get(person) ?? 0) + 1;
  times.set(person, count);
  const permitted = 1 + world.witness.resendsOf(key);
  if (count > permitted)
    world.violations.add(
      'never twice',
      `${key} (${id}) was accepted ${count} times, and ${permitted === 1 ? 'nobody asked for a second' : `${permitted} were permitted`}`,
    );
};
