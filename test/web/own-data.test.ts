import { expect, test } from 'vitest';
import { createComposer } from '../../lambdas/email/composer.ts';
import { createPersonaliser } from '../../lambdas/email/personalise.ts';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { address, aShow, confirmed, createWebsite, KEYS } from './website.ts';

const ADA = 'ada@example.com';
const shows = [aShow(), aShow({ showId: 'night-sky', name: 'The Night Sky' })];

test('bar 31: from a link in every email one sees, takes along and erases what is held, without an account', async () => {
  const site = await createWebsite(shows);
  await site.put(confirmed(site, ADA));
  await site.put({
    ...confirmed(site, ADA),
    showId: shows[1]?.showId ?? aShow().showId,
    subscriberId: site.idOf(ADA, shows[1]?.showId),
  });

  const episode = Episode.parse({
    showId: 'deep-time',
    episodeId: 'stones',
    title: 'What stones remember',
    status: 'published',
    publishedAt: '2026-12-01T08:00:00Z',
  });
  if (episode.status !== 'published') throw new Error('the episode is published');
  const { message } = await createComposer({
    publicUrl: 'https://pages.example',
    now: () => site.clock.now(),
  })(aShow(), episode, []);
  const bytes = createPersonaliser(KEYS)(message, aShow().showId, site.idOf(ADA), address(ADA));
  const text = Buffer.from(bytes).toString().replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const preferences =
    /https:\/\/pages\.example(\/s\/deep-time\/preferences\/[\w-]{66})/.exec(text)?.[1] ?? '';

  const page = await site.visit(preferences);
  expect(page.body).toContain(ADA);
  const data = /href="(\/s\/deep-time\/data\/[\w-]+)"/.exec(page.body)?.[1] ?? '';
  expect((await site.visit(data)).body).toContain('What we hold about you');

  const file = await site.visit(`${data}?format=json`);
  expect(file.headers['content-disposition']).toContain('attachment');
  const { subscriptions } = JSON.parse(file.body);
  expect(subscriptions).toEqual([
    { show: 'Deep Time', ...confirmedRow(site.row(ADA)) },
    { show: 'The Night Sky', ...confirmedRow(site.row(ADA, shows[1]?.showId)) },
  ]);

  expect((await site.submit(data, {})).statusCode).toBe(422);
  expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
  expect((await site.submit(data, { sure: 'yes' })).body).toContain('Erased');
  expect(site.row(ADA)).toBe('erased');
  expect(site.row(ADA, shows[1]?.showId)).toBe('erased');

  // The links of old emails stay kind.
  expect((await site.visit(data)).body).toContain('We hold nothing about you');
  expect((await site.submit(data, { sure: 'yes' })).body).toContain('Erased');
  expect((await site.visit(preferences)).statusCode).toBe(200);
  const unsubscribe = `/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`;
  expect((await site.submit(unsubscribe, { 'List-Unsubscribe': 'One-Click' })).statusCode).toBe(200);
  expect(site.row(ADA)).toBe('erased');
});

test('bar 31: also from the confirmation mail, before anything is confirmed', async () => {
  const site = await createWebsite(shows);
  await site.signUp(ADA);
  const page = await site.visit(`/s/deep-time/confirm/${site.mails[0]?.token}`);
  const data = /href="(\/s\/deep-time\/data\/[\w-]+)"/.exec(page.body)?.[1] ?? '';
  expect((await site.visit(data)).body).toContain('waits for your confirmation');
  await site.submit(data, { sure: 'yes' });
  expect(site.row(ADA)).toBe('erased');
});

const confirmedRow = (row: unknown): object => (typeof row === 'object' && row !== null ? row : {});

test('erasing counts at every show, so that no old list of another one brings the person back', async () => {
  const site = await createWebsite(shows);
  await site.put(confirmed(site, ADA));
  await site.submit(`/s/deep-time/data/${site.token('preferences', ADA)}`, { sure: 'yes' });
  for (const { showId } of shows) expect(site.row(ADA, showId)).toBe('erased');
});

test('an erased person may sign up again, as anybody may', async () => {
  const site = await createWebsite(shows);
  await site.put(confirmed(site, ADA));
  await site.submit(`/s/deep-time/data/${site.token('preferences', ADA)}`, { sure: 'yes' });
  await site.signUp(ADA);
  await site.submit(`/s/deep-time/confirm/${site.mails[0]?.token}`, {});
  expect(site.row(ADA)).toMatchObject({ status: 'confirmed' });
});

test('preferences reach every show of the deployment, and confirm nobody', async () => {
  const site = await createWebsite(shows);
  await site.put(confirmed(site, ADA));
  const preferences = `/s/deep-time/preferences/${site.token('preferences', ADA)}`;
  expect((await site.visit(preferences)).body).toContain('Subscribe to The Night Sky');

  const asked = await site.submit(preferences, { subscribe: 'night-sky' });
  expect(asked.body).toContain('Check your email');
  expect(site.row(ADA, shows[1]?.showId)).toMatchObject({
    status: 'pending',
    request: { source: 'preferences' },
  });
  expect(site.mails.at(-1)).toMatchObject({ show: { showId: 'night-sky' }, to: ADA });
  await site.submit(`/s/night-sky/confirm/${site.mails.at(-1)?.token}`, {});

  await site.submit(preferences, { 'delivery:night-sky': 'off', language: 'he' });
  expect(site.row(ADA, shows[1]?.showId)).toMatchObject({ status: 'unsubscribed', leftBy: 'preferences' });
  expect(site.row(ADA)).toMatchObject({ status: 'confirmed', language: 'he' });
  expect((await site.visit(preferences)).body).toContain('<html lang="he" dir="rtl">');

  await site.submit(preferences, { action: 'leave-all' });
  expect(site.row(ADA)).toMatchObject({ status: 'unsubscribed' });
});

test.each(['', 'yesterday', '2026-11-30', '2026-12-01', '2029-01-01', '2026-02-31', '2026-12-32'])(
  'a pause until "%s" is refused beside its field, and nothing is saved',
  async (until) => {
    const site = await createWebsite();
    await site.put(confirmed(site, ADA));
    const before = site.rows();
    const answer = await site.submit(`/s/deep-time/preferences/${site.token('preferences', ADA)}`, {
      'delivery:deep-time': 'paused',
      'until:deep-time': until,
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Choose a day that is still to come');
    expect(answer.body).toContain('<title>Error: ');
    expect(site.rows()).toEqual(before);
  },
);

test('the page shows the day that was chosen, wherever the show is, and reasons as they were worded', async () => {
  const site = await createWebsite([aShow({ timeZone: 'America/Los_Angeles' })]);
  await site.put(confirmed(site, ADA));
  const path = (page: string) => `/s/deep-time/${page}/${site.token('preferences', ADA)}`;
  await site.submit(path('preferences'), {
    'delivery:deep-time': 'paused',
    'until:deep-time': '2026-12-24',
  });
  expect((await site.visit(path('data'))).body).toMatch(/Paused until.*24.December.2026/);
  await site.submit(`/s/deep-time/unsubscribe/${site.token('unsubscribe', ADA)}`, {
    action: 'leave',
    reason: 'too-many',
    words: 'one: a week is enough',
  });
  expect((await site.visit(path('data'))).body).toContain('Too many emails: one: a week is enough');
});
