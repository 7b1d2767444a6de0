import { describe, expect, it } from 'vitest';
import { Episode } from '../../lambdas/episodes/episode.ts';
import { due, scheduledFor, unscheduled } from '../../lambdas/episodes/schedule.ts';

const now = Date.parse('2026-12-01T08:00:00Z');
const at = Date.parse('2026-12-01T09:00:00Z');
const publishAt = '2026-12-01T09:00:00.000Z';
const episode = (state: Record<string, unknown>): Episode =>
  Episode.parse({ showId: 'show', episodeId: 'one', title: 'One', ...state });
const draft = episode({ status: 'draft' });
const scheduled = episode({ status: 'scheduled', publishAt });
const live = episode({ status: 'published', publishedAt: publishAt });

describe('scheduling', () => {
  it('gives a draft a time', () => {
    expect(scheduledFor(draft, at, now)).toMatchObject({
      kind: 'changed',
      episode: { status: 'scheduled', publishAt },
    });
  });
  it('moves what is scheduled', () => {
    expect(scheduledFor(scheduled, at + 60_000, now)).toMatchObject({
      kind: 'changed',
      episode: { publishAt: '2026-12-01T09:01:00.000Z' },
    });
  });
  it('changes nothing when the time is the same', () => {
    expect(scheduledFor(scheduled, at, now)).toMatchObject({ kind: 'unchanged' });
  });
  it('refuses what is past or about to be', () => {
    expect(scheduledFor(draft, now - 1, now)).toMatchObject({ kind: 'refused' });
    expect(scheduledFor(draft, now + 59_000, now)).toMatchObject({ kind: 'refused' });
  });
  it('refuses what is published', () => {
    expect(scheduledFor(live, at, now)).toMatchObject({ kind: 'refused' });
    expect(unscheduled(live)).toMatchObject({ kind: 'refused' });
  });
  it('is taken back to a draft without a time', () => {
    const back = unscheduled(scheduled);
    expect(back).toMatchObject({ kind: 'changed', episode: { status: 'draft' } });
    expect(back.kind === 'changed' && 'publishAt' in back.episode).toBe(false);
  });
});

describe('a firing', () => {
  it('publishes at its time, and later', () => {
    expect(due(scheduled, publishAt, at).kind).toBe('due');
    expect(due(scheduled, publishAt, at + 86_400_000).kind).toBe('due');
  });
  it('that comes twice finds the episode published', () => {
    expect(due(live, publishAt, at)).toEqual({ kind: 'not due', why: 'published before' });
  });
  it('made for a time before the episode was moved does nothing', () => {
    expect(due(scheduled, '2026-12-01T07:00:00.000Z', at)).toEqual({ kind: 'not due', why: 'moved' });
  });
  it('of an episode taken back does nothing', () => {
    expect(due(draft, publishAt, at)).toEqual({ kind: 'not due', why: 'no longer scheduled' });
  });
  it('that comes too early does nothing', () => {
    expect(due(scheduled, publishAt, at - 1)).toEqual({ kind: 'not due', why: 'too early' });
  });
});
