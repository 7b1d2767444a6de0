import { randomUUID } from 'node:crypto';
import { createSharedPace, headroom, type LaneHold, slotAfter } from '../lambdas/announcements/pace.ts';
import type { Mailer, Quota, SendResult } from '../lambdas/announcements/ports.ts';
import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import type { Show } from '../lambdas/episodes/show.ts';
import type { Asked, ImportDeps } from '../lambdas/subscribers/import/run.ts';
import { requestSubscription } from '../lambdas/subscribers/subscribing.ts';
import { createConfirmationMailer } from '../lambdas/web/confirmation-mailer.ts';
import { silent } from './announcement-of.ts';
import type { Session } from './session.ts';

type Asking = { readonly ask: ImportDeps['ask']; close(): Promise<void> };

/** A lane is held this long and taken anew; a command that was killed blocks a sender no longer than that. */
const LANE_MS = 60_000;
const RENEW_MS = 15_000;
/** While an announcement has all lanes, its mails go first. */
const WAIT_MS = 5_000;

/**
 * Asks people to confirm as the pages do, at the pace of one of the concurrent senders: an announcement that runs
 * meanwhile has one sender less, and both together stay below the quota.
 */
export const createAsking = async (session: Session, show: Show, source: string): Promise<Asking> => {
  const connection = await session.connection();
  const { publicUrl, senders } = readEnvironment(
    { publicUrl: SETTINGS.publicUrl, senders: SETTINGS.senders },
    connection.environment,
  );
  const { clock } = session;
  const mailer = await connection.mailer();
  const turns = await createTurns(session, senders);
  let last: SendResult | undefined;
  const watched: Pick<Mailer, 'send'> = {
    send: async (message) => (last = await mailer.send(message)),
  };
  const ports = {
    subscribers: await connection.subscribers(),
    limits: await connection.limits(),
    keys: await connection.keys(),
    clock,
    confirmations: createConfirmationMailer({
      mailer: { ...mailer, ...watched },
      publicUrl,
      clock,
      log: silent,
    }),
  };
  return {
    ask: async ({ address, language }) => {
      const hindrance = await turns.next();
      if (hindrance !== undefined) return { kind: 'stop', reason: hindrance };
      last = undefined;
      await requestSubscription(ports, show, { address, language, source });
      return askedBy(last);
    },
    close: () => turns.close(),
  };
};

/** The address is in none of the reasons: they are written to a report. */
const askedBy = (result: SendResult | undefined): Asked => {
  if (result === undefined)
    return {
      kind: 'not mailed',
      reason: 'is pending, but was not asked: this mailbox was sent confirmations a moment ago',
    };
  switch (result.kind) {
    case 'accepted':
      return { kind: 'asked' };
    case 'rejected':
      return { kind: 'not mailed', reason: 'is pending, but was not asked: SES rejects the address' };
    case 'unknown':
      return { kind: 'not mailed', reason: 'is pending, and it is not known whether SES took the question' };
    case 'daily quota spent':
      return { kind: 'stop', reason: QUOTA_SPENT };
    case 'throttled':
      return { kind: 'stop', reason: 'SES throttles: something else sends from this account. Go on later' };
    case 'not sent':
      return { kind: 'stop', reason: `SES cannot be reached (${result.reason})` };
    case 'fault':
      return { kind: 'stop', reason: `SES refuses to send (${result.code}): mend that, then go on` };
    default:
      return result satisfies never;
  }
};

const QUOTA_SPENT = 'the daily quota of SES is spent. Go on when the 24 hours have moved on';

/** Waits for the next moment at which one more mail may go; says why if there is none. */
const createTurns = async (session: Session, senders: number) => {
  const connection = await session.connection();
  const { clock } = session;
  const holder = `import ${randomUUID()}`;
  const pace = createSharedPace({
    store: await connection.pace(),
    mailer: await connection.mailer(),
    clock,
    log: silent,
    senders,
  });
  let lane: LaneHold | undefined;
  let last = 0;
  let reading: Quota | undefined;
  let sinceReading = 0;

  const leave = async (): Promise<void> => {
    if (lane !== undefined) await pace.leave(lane, holder, clock.now());
    lane = undefined;
  };
  const enter = async (): Promise<LaneHold | undefined> => {
    if (lane !== undefined && lane.until - clock.now() > RENEW_MS) return lane;
    await leave();
    lane = await pace.enter(holder, clock.now() + LANE_MS);
    return lane;
  };
  return {
    next: async (): Promise<string | undefined> => {
      for (;;) {
        if (session.interrupted.aborted) return 'interrupted';
        const held = await enter();
        if (held === undefined) {
          await clock.sleep(WAIT_MS);
          continue;
        }
        const quota = await pace.quota();
        // The same reading serves for half a minute, and does not count what was sent since.
        sinceReading = quota === reading ? sinceReading + 1 : 0;
        reading = quota;
        if ((headroom(quota) ?? Infinity) <= sinceReading) return QUOTA_SPENT;
        last = slotAfter(held, quota.maxSendRate, clock.now(), last);
        await clock.sleep(Math.max(0, last - clock.now()));
        return undefined;
      }
    },
    close: leave,
  };
};
