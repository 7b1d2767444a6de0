import type { Show } from '../show.ts';
import type { Feed, FeedItem } from './feed.ts';
import { type FeedState, identityHash, type KnownItem, type Marks, marksOf } from './feed-state.ts';
import { fingerprint, identityOf } from './identity.ts';

/** What is to be done about an item. `identity` names it from now on. */
export type Decision =
  /** Back catalogue: shown among the episodes, announced to nobody. */
  | { readonly kind: 'import'; readonly item: FeedItem; readonly identity: string }
  /** What the show wants done with new items. */
  | { readonly kind: 'new'; readonly item: FeedItem; readonly identity: string }
  /** Perhaps new, perhaps not: a draft, for the team to judge. */
  | { readonly kind: 'hold'; readonly item: FeedItem; readonly identity: string; readonly why: string }
  /** Known and changed, by its content or by its guid: the record follows, and nobody is mailed. */
  | {
      readonly kind: 'update';
      readonly item: FeedItem;
      readonly identity: string;
      readonly known: KnownItem;
    };

/** What a feed does that feeds should not. None of it stops the rest from being read. */
export type Oddity =
  | { readonly kind: 'doubled guid'; readonly guid: string; readonly titles: readonly string[] }
  | { readonly kind: 'doubled item'; readonly guid: string; readonly title: string }
  | { readonly kind: 'reused guid'; readonly guid: string; readonly title: string }
  | { readonly kind: 'changed guid'; readonly guid: string; readonly title: string }
  | { readonly kind: 'same recording'; readonly title: string }
  | { readonly kind: 'no date'; readonly title: string }
  | { readonly kind: 'emptied'; readonly known: number }
  | { readonly kind: 'many at once'; readonly items: number; readonly known: number }
  /** Of the show, not of its feed: only somebody who forces it may publish without one. */
  | { readonly kind: 'no postal address'; readonly title: string };

export type Reconciliation = {
  readonly decisions: readonly Decision[];
  readonly oddities: readonly Oddity[];
  /** Known items that the feed does not hold any more: they stay as they are. */
  readonly vanished: number;
};

const HOUR = 3_600_000;
/** The same week as the seven-day guard of announcements. */
const RECENT = 7 * 24 * HOUR;
/** A show publishes one episode, perhaps a bonus and a trailer with it. More is a move, a reset or a season. */
const MOST_AT_ONCE = 3;

/** Compares a reading of the feed with what is known. Pure; the order of decisions is oldest item first. */
export const reconcile = (state: FeedState, feed: Feed, now: number): Reconciliation => {
  if (feed.items.length === 0 && state.known.length > 0)
    return {
      decisions: [],
      oddities: [{ kind: 'emptied', known: state.known.length }],
      vanished: state.known.length,
    };
  const oddities: Oddity[] = [];
  // What is dated ahead is not out yet: a host shows it early by mistake, and it is new when its time comes.
  const out = feed.items.filter(
    (item) => Date.parse(item.publishedAt ?? '') <= now + HOUR || item.publishedAt === undefined,
  );
  const named = withIdentities(out, state, oddities);
  const known = new Map(state.known.map((entry) => [entry.identity, entry]));
  const present = new Set(named.map(({ identity }) => identityHash(identity)));
  const absent = state.known.filter((entry) => !present.has(entry.identity));
  const found = new Lost(absent);
  const decisions: Decision[] = [];
  const unknown: Named[] = [];
  for (const { item, identity } of named) {
    const entry = known.get(identityHash(identity));
    const marks = marksOf(item);
    const lost = entry === undefined ? found.claim(marks) : undefined;
    if (entry !== undefined) {
      if (entry.content !== marks.content) decisions.push({ kind: 'update', item, identity, known: entry });
    } else if (lost !== undefined) {
      oddities.push({ kind: 'changed guid', guid: identity, title: item.title });
      decisions.push({ kind: 'update', item, identity, known: lost });
    } else unknown.push({ item, identity });
  }
  decisions.push(...judged(unknown, state, feed, now, oddities));
  return { decisions: decisions.toSorted(byDate), oddities, vanished: found.left };
};

/** What is new becomes a draft for a show whose emails would lack what publishing by hand is refused without. */
export const heldByShow = (
  reconciliation: Reconciliation,
  show: Pick<Show, 'feed' | 'postalAddress'>,
): Reconciliation => {
  if (show.postalAddress !== undefined || (show.feed?.newItems ?? 'draft') === 'draft') return reconciliation;
  const oddities = [...reconciliation.oddities];
  const decisions = reconciliation.decisions.map((decision): Decision => {
    if (decision.kind !== 'new') return decision;
    oddities.push({ kind: 'no postal address', title: decision.item.title });
    return { ...decision, kind: 'hold', why: 'the show has no postal address' };
  });
  return { ...reconciliation, decisions, oddities };
};

type Named = { readonly item: FeedItem; readonly identity: string };

/**
 * One guid, one item. Of several items with one guid the one that is known under it keeps it, else the oldest; the
 * others are named by guid and recording together. Items that are the same altogether are one.
 */
const withIdentities = (items: readonly FeedItem[], state: FeedState, oddities: Oddity[]): Named[] => {
  const known = new Map(state.known.map((entry) => [entry.identity, entry]));
  const named: Named[] = [];
  for (const [guid, group] of Map.groupBy(items, identityOf)) {
    const entry = known.get(identityHash(guid));
    const distinct = [...new Map(group.map((item) => [fingerprintOf(item), item])).values()];
    if (distinct.length < group.length)
      oddities.push({ kind: 'doubled item', guid, title: group[0]?.title ?? '' });
    if (distinct.length > 1)
      oddities.push({ kind: 'doubled guid', guid, titles: distinct.map((item) => item.title) });
    const owner =
      distinct.find((item) => isSame(entry, item)) ?? (entry === undefined ? oldest(distinct) : undefined);
    for (const item of distinct) {
      const alone = distinct.length === 1 && entry !== undefined && !isSame(entry, item);
      if (alone) oddities.push({ kind: 'reused guid', guid, title: item.title });
      named.push({
        item,
        identity: item === owner ? guid : `made:${fingerprint(`${guid}\n${fingerprintOf(item)}`, 32)}`,
      });
    }
  }
  return named;
};

/** Title or recording stayed: it is the episode that was known under this guid, however much else changed. */
const isSame = (entry: KnownItem | undefined, item: FeedItem): boolean => {
  if (entry === undefined) return false;
  const marks = marksOf(item);
  return (
    entry.title === marks.title || (entry.recording !== undefined && entry.recording === marks.recording)
  );
};

const fingerprintOf = (item: FeedItem): string => {
  const { recording, title } = marksOf(item);
  return recording ?? title;
};

const oldest = (items: readonly FeedItem[]): FeedItem | undefined =>
  items.toSorted((a, b) => (a.publishedAt ?? '').localeCompare(b.publishedAt ?? ''))[0];

/**
 * Known items whose guid is gone. An unknown item is one of them if two of recording, title and date are the same:
 * a daily show gives every item one title, and some hosts give every item one address.
 */
class Lost {
  private readonly byMarks = new Map<string, KnownItem>();
  private readonly unclaimed: Set<KnownItem>;

  constructor(absent: readonly KnownItem[]) {
    this.unclaimed = new Set(absent);
    for (const entry of absent) for (const pair of pairsOf(entry)) this.byMarks.set(pair, entry);
  }

  claim(marks: Marks): KnownItem | undefined {
    for (const pair of pairsOf(marks)) {
      const entry = this.byMarks.get(pair);
      if (entry !== undefined && this.unclaimed.delete(entry)) return entry;
    }
    return undefined;
  }

  get left(): number {
    return this.unclaimed.size;
  }
}

const pairsOf = ({ recording, title, publishedAt }: Omit<Marks, 'content'>): string[] => [
  ...(recording === undefined ? [] : [`recording ${recording} title ${title}`]),
  ...(publishedAt === undefined ? [] : [`title ${title} date ${publishedAt}`]),
  ...(recording === undefined || publishedAt === undefined
    ? []
    : [`recording ${recording} date ${publishedAt}`]),
];

/** Recordings of one known item alone. */
const ownRecordings = (known: readonly KnownItem[]): ReadonlySet<string> => {
  const groups = Map.groupBy(known, (entry) => entry.recording ?? '');
  return new Set(
    [...groups].flatMap(([recording, group]) => (group.length === 1 && recording !== '' ? [recording] : [])),
  );
};

const judged = (
  unknown: readonly Named[],
  state: FeedState,
  feed: Feed,
  now: number,
  oddities: Oddity[],
): Decision[] => {
  if (state.phase === 'importing') return unknown.map((named) => ({ kind: 'import', ...named }));
  const recordings = ownRecordings(state.known);
  const anyDated = feed.items.some((item) => item.publishedAt !== undefined);
  const recent = unknown.filter(({ item }) => !isOld(item, now)).length;
  if (recent > MOST_AT_ONCE)
    oddities.push({ kind: 'many at once', items: unknown.length, known: state.known.length });
  return unknown.map((named): Decision => {
    const { item } = named;
    if (isOld(item, now)) return { kind: 'import', ...named };
    if (recent > MOST_AT_ONCE) return { kind: 'hold', ...named, why: `${recent} items are new at once` };
    if (item.publishedAt === undefined && anyDated) {
      oddities.push({ kind: 'no date', title: item.title });
      return { kind: 'hold', ...named, why: 'it has no date, and others have' };
    }
    const { recording } = marksOf(item);
    if (recording !== undefined && recordings.has(recording)) {
      oddities.push({ kind: 'same recording', title: item.title });
      return { kind: 'hold', ...named, why: 'another item has the same recording' };
    }
    if (oddities.some((oddity) => oddity.kind === 'reused guid' && oddity.title === item.title))
      return { kind: 'hold', ...named, why: 'its guid was that of another episode' };
    return { kind: 'new', ...named };
  });
};

const isOld = (item: FeedItem, now: number): boolean =>
  item.publishedAt !== undefined && Date.parse(item.publishedAt) < now - RECENT;

const byDate = (a: Decision, b: Decision): number =>
  (a.item.publishedAt ?? '').localeCompare(b.item.publishedAt ?? '');
