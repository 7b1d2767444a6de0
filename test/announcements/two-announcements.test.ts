import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { announce } from '../../lambdas/announcements/announce.ts';
import { plan } from '../../lambdas/announcements/plan.ts';
import { sendBatch } from '../../lambdas/announcements/send.ts';
import { announcementIdOf, EpisodeId } from '../../lambdas/ids.ts';
import { ANNOUNCEMENT, createWorld, EPISODE, SHOW } from './world.ts';

const OTHER = { ...EPISODE, episodeId: EpisodeId.parse('waves'), title: 'Where waves end' };

test('a sender that works on one announcement and then on another sends each its own message', async () => {
  const world = createWorld();
  await world.given(4);
  await world.catalog.putEpisode(OTHER, { statusWas: 'missing' });
  const deps = {
    ...world.deps,
    compose: async (_show: unknown, episode: typeof EPISODE) => ({
      message: { bytes: Buffer.from(episode.title), slots: [], source: SHOW.sender.address },
      page: '',
    }),
  };
  const other = announcementIdOf(SHOW.showId, OTHER.episodeId);
  for (const { episodeId } of [EPISODE, OTHER]) await announce(deps, SHOW.showId, episodeId);
  for (const id of [ANNOUNCEMENT, other]) await plan({ ...deps, batchSize: 2 }, id, () => 900_000);
  for (const batch of [0, 1])
    for (const announcementId of [ANNOUNCEMENT, other])
      await sendBatch(deps, { announcementId, batch }, () => 900_000);
  const sent = world.mailer.accepted.map(({ bytes, tags }) => [
    tags['announcement'],
    Buffer.from(bytes).toString(),
  ]);
  expect(sent).toHaveLength(8);
  for (const [id, title] of sent) expect(title).toBe(id === other ? OTHER.title : EPISODE.title);
});
