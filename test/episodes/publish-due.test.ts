import { beforeEach, describe, expect, it } from 'vitest';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { publishDue, publishDueEpisode } from '../../lambdas/episodes/publish-due.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import { createPublishHandler } from '../../lambdas/handlers/publish.ts';
import { EpisodeId, ShowId } from '../../lambdas/ids.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createManualClock } from '../in-memory/clock.ts';

const publishAt = '2026-12-01T09:00:00.000Z';
const showId = ShowId.parse('show');
const one = { showId, episodeId: EpisodeId.parse('one') };

const newWorld = () => {
  const catalog = createInMemoryCatalog();
  const clock = createManualClock(Date.parse(publishAt));
  const events: string[] = [];
  return { catalog, clock, events, log: (event: string) => void events.push(event) };
};

let world: ReturnType<typeof newWorld>;
beforeEach(async () => {
  world = newWorld();
  await world.catalog.putShow(
    Show.parse({
      showId,
      name: 'Show',
      sender: { name: 'S', address: 's@example.com' },
      website: 'https://example.com',
    }),
  );
});

const schedule = (episodeId: string, time: string = publishAt): Promise<unknown> =>
  world.catalog.putEpisode(
    Episode.parse({ showId, episodeId, title: episodeId, status: 'scheduled', publishAt: time }),
    { statusWas: 'missing' },
  );
const statusOf = async (episodeId: string): Promise<string> => {
  const stored = await world.catalog.episode(showId, EpisodeId.parse(episodeId));
  return stored.kind === 'found' ? stored.value.status : stored.kind;
};

describe('an episode whose time has come', () => {
  it('is published, dated at that moment', async () => {
    await schedule('one');
    world.clock.advance(90_000);
    expect(await publishDueEpisode(world, one, publishAt)).toEqual({ kind: 'published' });
    expect(await world.catalog.episode(showId, one.episodeId)).toMatchObject({
      value: { status: 'published', publishedAt: '2026-12-01T09:01:30.000Z' },
    });
    expect(world.events).toEqual(['episode.published']);
  });

  it('is published once, however often the schedule fires', async () => {
    await schedule('one');
    const answers = await Promise.all([
      publishDueEpisode(world, one, publishAt),
      publishDueEpisode(world, one, publishAt),
    ]);
    expect(answers).toContainEqual({ kind: 'published' });
    expect(answers).toContainEqual({ kind: 'not due', why: 'published before' });
  });

  it('is left alone when somebody moves it between reading and writing', async () => {
    await schedule('one');
    const moved = '2026-12-02T09:00:00.000Z';
    const { episode } = world.catalog;
    const meddled = {
      ...world.catalog,
      episode: async (...name: Parameters<typeof episode>) => {
        const read = await episode(...name);
        if (read.kind === 'found' && read.value.status === 'scheduled' && read.value.publishAt === publishAt)
          await world.catalog.putEpisode({ ...read.value, publishAt: moved }, { statusWas: 'scheduled' });
        return read;
      },
    };
    expect(await publishDueEpisode({ ...world, catalog: meddled }, one, publishAt)).toEqual({
      kind: 'not due',
      why: 'moved',
    });
    expect(await statusOf('one')).toBe('scheduled');
  });

  it('is published although another hand wrote its time in other letters', async () => {
    await schedule('one');
    const strict = {
      ...world.catalog,
      putEpisode: async (...[record, unless]: Parameters<typeof world.catalog.putEpisode>) =>
        unless.publishAtWas === undefined ? world.catalog.putEpisode(record, unless) : 'changed meanwhile',
    } as const;
    expect(await publishDueEpisode({ ...world, catalog: strict }, one)).toEqual({ kind: 'published' });
  });
});

describe('the sweep', () => {
  it('publishes every schedule that never fired, and none that is still to come', async () => {
    await schedule('overdue', '2026-12-01T07:00:00.000Z');
    await schedule('now');
    await schedule('later', '2026-12-01T09:00:00.001Z');
    await publishDue(world);
    expect(await Promise.all(['overdue', 'now', 'later'].map(statusOf))).toEqual([
      'published',
      'published',
      'scheduled',
    ]);
  });

  it('goes on with the others when one cannot be published', async () => {
    await schedule('broken', '2026-12-01T07:00:00.000Z');
    await schedule('fine');
    const failing = {
      ...world.catalog,
      episode: async (...[show, id]: Parameters<typeof world.catalog.episode>) => {
        if (id === 'broken') throw new Error('no answer');
        return world.catalog.episode(show, id);
      },
    };
    await publishDue({ ...world, catalog: failing });
    expect(await statusOf('fine')).toBe('published');
    expect(world.events).toContain('publish.failed');
  });
});

describe('the publish function', () => {
  it('publishes what a schedule names', async () => {
    await schedule('one');
    expect(await createPublishHandler(world)({ ...one, publishAt })).toEqual({ kind: 'published' });
  });

  it('passes over a stale schedule and says so', async () => {
    await schedule('one', '2026-12-02T09:00:00.000Z');
    await createPublishHandler(world)({ ...one, publishAt });
    expect(world.events).toEqual(['schedule.passed-over']);
    expect(await statusOf('one')).toBe('scheduled');
  });

  it('fails on an event that is none of ours, so that it is kept and looked at', async () => {
    await expect(createPublishHandler(world)({ detail: {} })).rejects.toThrow(/schedule: .* faults/);
  });
});
