// The functions of bench/announcement.ts, in a process that holds nothing else: a stream record starts them, and
// queues in memory carry them on.
import { systemClock } from '../lambdas/aws/system-clock.ts';
import { wireTables } from '../lambdas/aws/wiring.ts';
import { createSharedPace } from '../lambdas/announcements/pace.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { createPersonaliser } from '../lambdas/email/personalise.ts';
import { createAnnounceHandler } from '../lambdas/handlers/announce.ts';
import { createPlanHandler } from '../lambdas/handlers/plan.ts';
import { createSendHandler } from '../lambdas/handlers/send.ts';
import { wireKeys, wireMailer } from '../lambdas/aws/wiring.ts';
import { announcementIdOf, EpisodeId, ShowId } from '../lambdas/ids.ts';
import { randomUUID } from 'node:crypto';
import { watchMemory } from './memory.ts';
import { context, RETENTION_DAYS, sqsEvent, surroundingsOf } from './world.ts';

const showId = ShowId.parse(process.argv[2]);
const episodeId = EpisodeId.parse(process.argv[3]);
const senders = Number(process.env['SENDERS']);
const surroundings = surroundingsOf(process.env);
const { log } = surroundings;
const clock = systemClock;
const tables = wireTables(surroundings);
const announcements = tables.announcements('announcements', RETENTION_DAYS);
const audience = tables.subscribers('subscribers');
const mailer = wireMailer(surroundings, 'announcer');
const keys = await wireKeys(surroundings, process.env['KEYS_SECRET_ARN'] ?? '');

const waiting: (() => Promise<unknown>)[] = [];
const queues = {
  plan: async (announcementId: string) => {
    waiting.push(() => planHandler(sqsEvent({ announcementId }), context));
  },
  send: async (messages: readonly object[], delaySeconds = 0) => {
    if (delaySeconds > 0) await clock.sleep(delaySeconds * 1000);
    for (const message of messages) waiting.push(() => sendHandler(sqsEvent(message), context));
  },
};
const announceHandler = createAnnounceHandler({
  catalog: tables.catalog('catalog'),
  announcements,
  queues,
  compose: createComposer({ publicUrl: 'http://127.0.0.1:9999', now: () => clock.now() }),
  clock,
  log,
});
const planHandler = createPlanHandler({ announcements, audience, queues, clock, log });
const sendHandler = createSendHandler({
  announcements,
  audience,
  mailer,
  pace: createSharedPace({ store: announcements, mailer, clock, log, senders }),
  queues,
  clock,
  log,
  personalise: createPersonaliser(keys),
  newHolder: randomUUID,
});

const id = announcementIdOf(showId, episodeId);
const memory = watchMemory();
const began = performance.now();
await announceHandler({
  Records: [
    {
      eventName: 'MODIFY',
      dynamodb: {
        Keys: { showId: { S: showId }, record: { S: `EPISODE#${episodeId}` } },
        NewImage: { status: { S: 'published' } },
        SequenceNumber: '1',
      },
    },
  ],
});
const worker = async (): Promise<void> => {
  for (;;) {
    const next = waiting.shift();
    if (next !== undefined) await next();
    else if ((await announcements.read(id))?.state.kind !== 'running') return;
    else await clock.sleep(20);
  }
};
await Promise.all(Array.from({ length: senders }, worker));
const seconds = (performance.now() - began) / 1000;
const state = (await announcements.read(id))?.state;
if (state?.kind !== 'closed') throw new Error(`the announcement is ${JSON.stringify(state)}`);
const { accepted, unknown } = state.books;
process.send?.({ accepted, unknown, seconds, peakMegabytes: memory.peakMegabytes() });
process.disconnect?.();
