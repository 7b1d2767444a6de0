import { describe, expect, it } from 'vitest';
import type { Feed, FeedItem } from '../../../lambdas/episodes/feeds/feed.ts';
import {
  type FeedState,
  firstState,
  identityHash,
  marksOf,
} from '../../../lambdas/episodes/feeds/feed-state.ts';
import { identityOf } from '../../../lambdas/episodes/feeds/identity.ts';
import { reconcile } from '../../../lambdas/episodes/feeds/reconcile.ts';
import { EpisodeId, ShowId } from '../../../lambdas/ids.ts';

const NOW = Date.parse('2026-12-01T09:00:00Z');
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW - days * DAY).toISOString();

const anItem = (number: number, fields: Partial<FeedItem> = {}): FeedItem => ({
  guid: `guid-${number}`,
  title: `Episode ${number}`,
  publishedAt: daysAgo(1),
  audioUrl: `https://cdn.glass.example/${number}.mp3`,
  notes: 'About glass.',
  persons: [],
  chapters: [],
  ...fields,
});
const feed = (...items: readonly FeedItem[]): Feed => ({ title: 'Glass Hour', items });

const watching = (...items: readonly FeedItem[]): FeedState => ({
  ...firstState(ShowId.parse('glass-hour'), 'https://glass.example/feed'),
  phase: 'watching',
  known: items.map((item, index) => ({
    identity: identityHash(identityOf(item)),
    episodeId: EpisodeId.parse(`episode-${index}`),
    ...marksOf(item),
  })),
});

const kinds = (state: FeedState, ...items: readonly FeedItem[]) =>
  reconcile(state, feed(...items), NOW).decisions.map(({ kind, item }) => `${kind} ${item.title}`);
const oddities = (state: FeedState, ...items: readonly FeedItem[]) =>
  reconcile(state, feed(...items), NOW).oddities.map(({ kind }) => kind);

const old = anItem(1, { publishedAt: daysAgo(100) });
const known = anItem(2, { publishedAt: daysAgo(10) });

describe('the first reading', () => {
  it('takes everything for back catalogue, however new, oldest first', () => {
    const state = firstState(ShowId.parse('glass-hour'), 'https://glass.example/feed');
    expect(kinds(state, anItem(3), known, old)).toEqual([
      'import Episode 1',
      'import Episode 2',
      'import Episode 3',
    ]);
  });

  it('leaves out what is dated ahead: it is new when its time comes', () => {
    const state = firstState(ShowId.parse('glass-hour'), 'https://glass.example/feed');
    expect(kinds(state, anItem(9, { publishedAt: daysAgo(-2) }))).toEqual([]);
    expect(kinds(watching(), anItem(9, { publishedAt: daysAgo(0) }))).toEqual(['new Episode 9']);
  });
});

describe('a later reading', () => {
  it('finds nothing to do where nothing changed', () => {
    expect(reconcile(watching(old, known), feed(known, old), NOW)).toEqual({
      decisions: [],
      oddities: [],
      vanished: 0,
    });
  });

  it('finds what is new', () => {
    expect(kinds(watching(old, known), anItem(3), known, old)).toEqual(['new Episode 3']);
  });

  it('takes an unknown item of last month for back catalogue', () => {
    expect(kinds(watching(known), known, anItem(0, { publishedAt: daysAgo(30) }))).toEqual([
      'import Episode 0',
    ]);
  });

  it('updates what changed', () => {
    const corrected = { ...known, notes: 'All about glass.' };
    expect(kinds(watching(old, known), corrected, old)).toEqual(['update Episode 2']);
  });

  it('leaves alone what vanished', () => {
    expect(reconcile(watching(old, known), feed(known), NOW)).toEqual({
      decisions: [],
      oddities: [],
      vanished: 1,
    });
  });

  it('leaves everything alone when the feed is empty, and says so', () => {
    expect(reconcile(watching(old, known), feed(), NOW)).toEqual({
      decisions: [],
      oddities: [{ kind: 'emptied', known: 2 }],
      vanished: 2,
    });
  });

  it('announces no feed that doubled: what is recent becomes drafts', () => {
    const moved = [11, 12, 13, 14].map((number) => anItem(number));
    expect(kinds(watching(old, known), ...moved, known, old)).toEqual(
      moved.map((item) => `hold ${item.title}`),
    );
    expect(oddities(watching(old, known), ...moved, known, old)).toEqual(['many at once']);
  });

  it('still announces three at once', () => {
    expect(kinds(watching(old), anItem(11), anItem(12), anItem(13), old)).toHaveLength(3);
    expect(kinds(watching(old), anItem(11), anItem(12), anItem(13), old)[0]).toMatch(/^new/);
  });

  it('takes an item without a date for new only where no item has one', () => {
    const { publishedAt: _one, ...undated } = anItem(3);
    const { publishedAt: _other, ...before } = anItem(2);
    expect(kinds(watching(known), undated, known)).toEqual(['hold Episode 3']);
    expect(kinds(watching(before), undated, before)).toEqual(['new Episode 3']);
  });
});

describe('guids', () => {
  it('that changed are known by two of recording, title and date', () => {
    const renamed = { ...known, guid: 'another' };
    expect(kinds(watching(old, known), renamed, old)).toEqual(['update Episode 2']);
    expect(oddities(watching(old, known), renamed, old)).toEqual(['changed guid']);
    expect(kinds(watching(known), { ...renamed, audioUrl: 'https://new-host.example/2.mp3' })).toEqual([
      'update Episode 2',
    ]);
    expect(kinds(watching(known), { ...renamed, title: 'Episode two' })).toEqual(['update Episode two']);
  });

  it('of a daily show with one title for all are not confused', () => {
    const yesterday = anItem(1, { title: 'The news', publishedAt: daysAgo(2) });
    const today = anItem(2, { title: 'The news', publishedAt: daysAgo(1) });
    expect(kinds(watching(yesterday), today)).toEqual(['new The news']);
  });

  it('of two items that are the same are one', () => {
    expect(kinds(watching(old), anItem(3), anItem(3), old)).toEqual(['new Episode 3']);
    expect(oddities(watching(old), anItem(3), anItem(3), old)).toEqual(['doubled item']);
  });

  it('of two items that differ are told apart by the recording, and the known one stays what it is', () => {
    const other = anItem(3, { guid: 'guid-2' });
    const reading = reconcile(watching(known), feed(other, known), NOW);
    expect(reading.decisions).toEqual([
      { kind: 'new', item: other, identity: expect.stringMatching(/^made:/) },
    ]);
    expect(reading.oddities).toEqual([
      { kind: 'doubled guid', guid: 'guid-2', titles: ['Episode 3', 'Episode 2'] },
    ]);
    const noted = watching(known);
    const after = {
      ...noted,
      known: [
        ...noted.known,
        {
          identity: identityHash(reading.decisions[0]?.identity ?? ''),
          episodeId: EpisodeId.parse('three'),
          ...marksOf(other),
        },
      ],
    };
    expect(reconcile(after, feed(other, known), NOW).decisions).toEqual([]);
  });

  it('that come back for another episode overwrite nothing and mail nobody', () => {
    const reused = anItem(3, { guid: 'guid-2' });
    expect(kinds(watching(known), reused)).toEqual(['hold Episode 3']);
    expect(oddities(watching(known), reused)).toEqual(['reused guid']);
  });
});

describe('recordings', () => {
  it('that an item shares with a known one make it a draft', () => {
    const again = anItem(3, { audioUrl: known.audioUrl ?? '' });
    expect(kinds(watching(known), again, known)).toEqual(['hold Episode 3']);
    expect(oddities(watching(known), again, known)).toEqual(['same recording']);
  });

  it('that all items of a show share say nothing', () => {
    const audioUrl = 'https://cdn.glass.example/latest.mp3';
    const [one, two, three] = [1, 2, 3].map((number) =>
      anItem(number, { audioUrl, publishedAt: daysAgo(10 - number) }),
    );
    if (one === undefined || two === undefined || three === undefined) throw new Error('three items');
    expect(kinds(watching(one, two), one, two, three)).toEqual(['new Episode 3']);
  });
});
