import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Episode } from '../../lambdas/episodes/episode.ts';
import {
  announcement,
  announcementId,
  batch,
  content,
  nextWrite,
  takenBy,
} from '../contracts/announcement-builders.ts';
import type { Backend, World } from '../contracts/backend.ts';
import { NOW } from '../contracts/clock.ts';
import { dynamoBackend } from '../contracts/dynamo-backend.ts';
import { confirmed, id, pending, show } from '../contracts/people.ts';
import { type StandIn, startDynalite } from '../contracts/stand-ins.ts';
import { type LosingProxy, startLosingProxy } from './losing-proxy.ts';

/**
 * The SDK repeats a conditional write whose answer was lost, and the repetition meets the condition that the
 * first one changed. The writer did commit, and must be told so.
 */
describe('a write whose answer is lost is known as one’s own:', () => {
  let database: StandIn;
  let proxy: LosingProxy;
  let backend: Backend;
  let world: World;

  beforeAll(async () => {
    database = await startDynalite();
    proxy = await startLosingProxy(database.endpoint);
    backend = dynamoBackend('dynalite', proxy.endpoint, async () => undefined);
  });
  afterAll(async () => {
    await backend.close();
    await proxy[Symbol.asyncDispose]();
    await database.stop();
  });
  let lostBefore = 0;
  beforeEach(async () => {
    world = await backend.newWorld();
    lostBefore = proxy.lost();
  });
  afterEach(() => {
    expect(proxy.lost() - lostBefore).toBe(1);
  });

  it('a subscriber’s transition', async () => {
    const ada = id('a', 1);
    await world.subscribers.write(pending(ada, NOW + 1000), 'none');
    const stored = await world.subscribers.read(show, ada);
    if (stored === undefined || stored === 'erased') throw new Error('nobody is stored');
    proxy.loseAnswerTo('PutItem');
    expect(await world.subscribers.write(confirmed(ada), stored.revision)).toBe('written');
  });

  it('the leave to send a confirmation', async () => {
    const rule = { apartSeconds: 600, limit: 3, withinSeconds: 86_400 };
    proxy.loseAnswerTo('UpdateItem');
    expect(await world.limits.takeSpaced('mailbox', rule, NOW)).toBe(true);
  });

  it('an episode', async () => {
    const draft = Episode.parse({ showId: show, episodeId: 'one', title: 'One', status: 'draft' });
    proxy.loseAnswerTo('PutItem');
    expect(await world.catalog.putEpisode(draft, { statusWas: 'missing' })).toBe('written');
  });

  it('a change of an announcement', async () => {
    await world.announcements.create(announcement(), content());
    proxy.loseAnswerTo('UpdateItem');
    const paused = announcement({
      state: { kind: 'paused', by: 'operator', code: 'c', reason: 'r', since: NOW },
      revision: 1,
    });
    expect(await world.announcements.change(paused, 0)).toBe('written');
  });

  it('a new batch', async () => {
    proxy.loseAnswerTo('PutItem');
    expect(await world.announcements.addBatch(batch())).toBe('written');
  });

  it('the taking of a batch', async () => {
    const was = batch();
    await world.announcements.addBatch(was);
    proxy.loseAnswerTo('UpdateItem');
    expect(await world.announcements.takeBatch(takenBy('sender', was), was)).toBe('written');
    expect((await world.announcements.batch(announcementId, 0))?.attempt).toBe(1);
  });

  it('what a sender notes', async () => {
    const was = batch();
    await world.announcements.addBatch(was);
    const taken = takenBy('sender', was);
    await world.announcements.takeBatch(taken, was);
    proxy.loseAnswerTo('UpdateItem');
    expect(await world.announcements.writeBatch(nextWrite(taken, { ledger: '~~..' }))).toBe('written');
  });

  it('the claim of a lane', async () => {
    proxy.loseAnswerTo('PutItem');
    expect(await world.pace.claimLane({ index: 0, holder: 'a', until: NOW }, undefined)).toBe(true);
  });

  it('a reading of the quota', async () => {
    proxy.loseAnswerTo('PutItem');
    const reading = {
      max24Hours: undefined,
      sentLast24Hours: 0,
      maxSendRate: 14,
      readAt: NOW,
      refreshBy: 0,
    };
    expect(await world.pace.writeQuotaReading(reading, undefined)).toBe(true);
  });

  it('evidence, which is then there once', async () => {
    await world.announcements.addBatch(batch());
    proxy.loseAnswerTo('UpdateItem');
    const grown = await world.announcements.addEvidence(
      announcementId,
      0,
      new Map([['delivered', new Set([1])]]),
    );
    expect(grown?.evidence.delivered).toEqual(new Set([1]));
  });
});
