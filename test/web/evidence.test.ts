import { beforeEach, describe, expect, test } from 'vitest';
import { createEvidenceHandler } from '../../lambdas/handlers/evidence.ts';
import { createInMemoryAudience } from '../in-memory/audience.ts';
import { createWorld } from '../announcements/world.ts';
import { aShow, confirmed, createWebsite, type Website } from './website.ts';

const ADA = 'ada@example.com';
const DAY = 86_400_000;

type Event = Readonly<Record<string, unknown>>;

describe('bar 29: evidence', () => {
  let site: Website;
  let hear: (...events: readonly Event[]) => Promise<void>;
  let hearBare: (...events: readonly Event[]) => Promise<void>;

  const about = (happened: Event): Event => ({
    ...happened,
    mail: {
      timestamp: new Date(site.clock.now() - 60_000).toISOString(),
      tags: { show: [aShow().showId], subscriber: [site.idOf(ADA)] },
    },
  });
  const at = (days = 0) => new Date(site.clock.now() + days * DAY).toISOString();
  const bounce = (bounceType: string) =>
    about({ eventType: 'Bounce', bounce: { bounceType, timestamp: at() } });
  const complaint = (complaintFeedbackType = 'abuse') =>
    about({ eventType: 'Complaint', complaint: { complaintFeedbackType, timestamp: at() } });

  beforeEach(async () => {
    site = await createWebsite();
    await site.put(confirmed(site, ADA));
    const { deps } = createWorld();
    const handler = createEvidenceHandler({
      ...deps,
      clock: site.clock,
      audience: createInMemoryAudience(site.subscribers),
    });
    const queued =
      (wrap: (event: Event) => unknown) =>
      async (...events: readonly Event[]) => {
        const Records = events.map((event, index) => ({
          messageId: `m${index}`,
          body: JSON.stringify(wrap(event)),
        }));
        expect(await handler({ Records })).toEqual({ batchItemFailures: [] });
      };
    hear = queued((event) => ({ Type: 'Notification', Message: JSON.stringify(event) }));
    hearBare = queued((event) => event);
  });

  test('of a permanent bounce suppresses', async () => {
    await hear(bounce('Permanent'));
    expect(site.row(ADA)).toMatchObject({ status: 'suppressed', suppressedBy: 'bounce' });
  });

  test('of a complaint suppresses', async () => {
    await hear(complaint());
    expect(site.row(ADA)).toMatchObject({ status: 'suppressed', suppressedBy: 'complaint' });
  });

  test('of a transient or undetermined bounce does not at once', async () => {
    await hear(bounce('Transient'), bounce('Undetermined'));
    expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
  });

  test('that the mail is not spam is no complaint', async () => {
    await hear(complaint('not-spam'));
    expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
  });

  test('is read in both shapes: as SNS wraps it, and bare, by either name of the type', async () => {
    const { eventType, ...rest } = bounce('Permanent');
    await hearBare({ ...rest, notificationType: eventType });
    expect(site.row(ADA)).toMatchObject({ status: 'suppressed' });
  });

  test('twice and in any order changes nothing more', async () => {
    const [bounced, complained] = [bounce('Permanent'), complaint()];
    await hear(bounced, complained);
    const once = site.rows();
    await hear(complained, bounced, bounced, complained);
    expect(site.rows()).toEqual(once);
  });

  test('never undoes a leaving', async () => {
    await site.submit(`/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`, { action: 'leave' });
    const left = site.rows();
    await hear(bounce('Permanent'), complaint());
    expect(site.rows()).toEqual(left);
  });

  test.each(['suppressed', 'unsubscribed'] as const)(
    'and leaving ask for a new confirmation: whoever is %s and signs up again',
    async (status) => {
      if (status === 'suppressed') await hear(complaint());
      else
        await site.submit(`/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`, { action: 'leave' });
      expect(site.row(ADA)).toMatchObject({ status });
      await site.signUp(ADA);
      expect(site.row(ADA)).toMatchObject({ status, request: { source: 'form' } });
      await site.submit(`/s/deep-time/confirm/${site.mails[0]?.token}`, {});
      expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
    },
  );

  test('that comes again after a new confirmation says nothing against it; a new complaint does', async () => {
    const old = [bounce('Permanent'), complaint()];
    await hear(...old);
    site.clock.advance(DAY);
    await site.signUp(ADA);
    await site.submit(`/s/deep-time/confirm/${site.mails[0]?.token}`, {});
    await hear(...old);
    expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
    site.clock.advance(DAY);
    await hear(complaint());
    expect(site.row(ADA)).toMatchObject({ status: 'suppressed' });
  });
});
