import type { Clock, Log } from '../../announcements/ports.ts';
import { eligibility } from '../../announcements/eligibility.ts';
import type { Catalog, EpisodeSummary } from '../ports.ts';
import type { Show } from '../show.ts';
import { carryOut, type CarriedOut } from './carry-out.ts';
import { chaptersIn } from './chapters-file.ts';
import { decode } from './decode.ts';
import type { Feed, FeedItem } from './feed.ts';
import { type FeedState, identityHash, type KnownItem, marksOf, stateFor } from './feed-state.ts';
import { afterFailure, alarmIsDue, isDue } from './health.ts';
import { canonical, fingerprint } from './identity.ts';
import { parseFeed } from './parse-feed.ts';
import type { FeedSource, FeedStates, Fetched, SendPreview } from './ports.ts';
import { type Decision, type Oddity, type Reconciliation, heldByShow, reconcile } from './reconcile.ts';

export type PollDeps = {
  readonly catalog: Pick<Catalog, 'episode' | 'putEpisode' | 'episodes'>;
  readonly states: FeedStates;
  readonly source: FeedSource;
  readonly sendPreview: SendPreview;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
};

/** Some thousand items with their notes; what is larger is no feed of a show. */
export const MAX_FEED_BYTES = 16 * 1024 * 1024;
const MAX_CHAPTERS_BYTES = 1024 * 1024;

export type Poll =
  | { readonly kind: 'not due'; readonly nextAt: number }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly why: string }
  /** Another poller is at work on this feed: it will do the rest. */
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'read';
      readonly done: readonly { readonly decision: Decision; readonly result: CarriedOut }[];
      readonly oddities: readonly Oddity[];
      readonly vanished: number;
    };

/**
 * Reads a show's feed once and does what follows from it. Whatever interrupts it, the next run goes on: episodes are
 * written before they are noted as known, and an episode that is there already is recognised.
 */
export const pollFeed = async (
  deps: PollDeps,
  show: Show,
  url: string,
  patience: 'wait' | 'now' = 'wait',
): Promise<Poll> => {
  const { showId } = show;
  const stored = await deps.states.read(showId);
  if (stored.kind === 'invalid')
    deps.log('record.invalid', { showId, record: 'feed', faults: stored.faults });
  // A row that cannot be read counts as none: then everything is back catalogue, which mails nobody.
  const state = stateFor(stored.kind === 'found' ? stored.value : undefined, showId, url);
  const revisionWas = stored.kind === 'found' ? stored.value.revision : 'none';
  const now = deps.clock.now();
  if (patience === 'wait' && state.health.kind === 'failing' && !isDue(state.health, now))
    return { kind: 'not due', nextAt: state.health.nextAt };
  const fetched = await deps.source.fetch(url, { validators: state.validators, maxBytes: MAX_FEED_BYTES });
  const run = new Run(deps, show, state, revisionWas);
  if (fetched.kind === 'unchanged') return run.unchanged();
  if (fetched.kind === 'failed') return run.failed(fetched);
  const parsed = parseFeed(decode(fetched.bytes, fetched.charset));
  if (parsed.kind === 'refused') return run.failed({ why: parsed.why });
  if (fetched.movedTo !== undefined) deps.log('feed.moved', { showId, to: fetched.movedTo });
  return run.read(parsed.feed, fetched);
};

/** Between two notes of what is done, so that a first reading that is interrupted loses little. */
const NOTE_EVERY = 100;

class Run {
  private readonly deps: PollDeps;
  private readonly show: Show;
  private state: FeedState;
  private revisionWas: number | 'none';
  private listed: Promise<readonly EpisodeSummary[]> | undefined;

  constructor(deps: PollDeps, show: Show, state: FeedState, revisionWas: number | 'none') {
    this.deps = deps;
    this.show = show;
    this.state = state;
    this.revisionWas = revisionWas;
  }

  async unchanged(): Promise<Poll> {
    if (this.state.health.kind === 'failing' && !(await this.note({ health: { kind: 'well' } })))
      return { kind: 'overtaken' };
    return { kind: 'unchanged' };
  }

  async failed(failure: { readonly why: string; readonly retryAfterSeconds?: number }): Promise<Poll> {
    const now = this.deps.clock.now();
    const health = afterFailure(this.state.health, failure, now);
    const { showId } = this.show;
    const { since, failures, why } = health;
    const alarm = alarmIsDue(health, now);
    // The second name is an alarm (docs/operations.md, "Function errors"): after a day somebody has to look.
    this.deps.log(alarm ? 'feed.failed' : 'feed.unreadable', {
      showId,
      why,
      failures,
      since: new Date(since).toISOString(),
    });
    const noted = await this.note({ health: alarm ? { ...health, alarmedAt: now } : health });
    return noted ? { kind: 'failed', why: failure.why } : { kind: 'overtaken' };
  }

  async read(feed: Feed, fetched: Extract<Fetched, { kind: 'fetched' }>): Promise<Poll> {
    const now = this.deps.clock.now();
    const reconciliation = heldByShow(reconcile(this.state, feed, now), this.show);
    const done: { decision: Decision; result: CarriedOut }[] = [];
    const first = this.state.phase === 'importing';
    for (const decision of reconciliation.decisions) {
      const result = await this.carryOut(decision, now);
      done.push({ decision, result });
      if (done.length % NOTE_EVERY === 0 && !(await this.note({}))) return { kind: 'overtaken' };
    }
    const complete = done.every(({ result }) => result.kind !== 'again');
    const reported = this.report(reconciliation, first);
    const noted = await this.note({
      phase: complete ? 'watching' : this.state.phase,
      // Only a reading that is through may be skipped the next time.
      validators: complete && feed.items.length > 0 ? fetched.validators : {},
      health: { kind: 'well' },
      reported,
    });
    if (!noted) return { kind: 'overtaken' };
    this.logDone(done, reconciliation, first);
    return { kind: 'read', done, oddities: reconciliation.oddities, vanished: reconciliation.vanished };
  }

  private async carryOut(decision: Decision, now: number): Promise<CarriedOut> {
    const result = await this.attempt(decision, now);
    if (result.kind === 'again') return result;
    const episodeId = result.kind === 'created' ? result.episode.episodeId : result.episodeId;
    this.remember(decision, {
      identity: identityHash(decision.identity),
      episodeId,
      ...marksOf(decision.item),
    });
    if (result.kind === 'created' && decision.kind === 'new' && result.episode.status !== 'published')
      await this.preview(episodeId);
    return result;
  }

  private async attempt(decision: Decision, now: number): Promise<CarriedOut> {
    const { catalog, log, clock } = this.deps;
    const result = await carryOut(
      {
        catalog,
        listed: () => (this.listed ??= all(catalog.episodes(this.show.showId))),
        completed: (item) => this.completed(item),
        quiet: (episode) => eligibility(episode, clock.now()).kind === 'not announced',
      },
      this.show,
      decision,
      now,
    );
    if (result.kind === 'refused')
      log('feed.item.failed', { showId: this.show.showId, guid: decision.identity, why: result.why });
    return result;
  }

  private async completed(item: FeedItem): Promise<FeedItem> {
    if (item.chaptersUrl === undefined || item.chapters.length > 0) return item;
    const file = await this.deps.source.fetch(item.chaptersUrl, { maxBytes: MAX_CHAPTERS_BYTES });
    return file.kind === 'fetched' ? { ...item, chapters: chaptersIn(file.bytes) } : item;
  }

  private remember(decision: Decision, entry: KnownItem): void {
    const known = this.state.known.filter(
      ({ identity }) =>
        identity !== entry.identity && (decision.kind !== 'update' || identity !== decision.known.identity),
    );
    this.state = { ...this.state, known: [...known, entry] };
  }

  private async preview(episodeId: KnownItem['episodeId']): Promise<void> {
    const { showId, previewRecipients } = this.show;
    if (previewRecipients.length === 0) return;
    try {
      await this.deps.sendPreview({ showId, episodeId, to: previewRecipients });
      this.deps.log('feed.previewed', { showId, episodeId, recipients: previewRecipients.length });
    } catch (error) {
      // The schedule stands; that nobody was shown what it will send is worth an alarm.
      this.deps.log('feed.preview.failed', { showId, episodeId, error: String(error) });
    }
  }

  /** Oddities are told once, not every five minutes; those of the first reading belong to the past. */
  private report({ oddities }: Reconciliation, first: boolean): string {
    const reported = oddities.length === 0 ? '' : fingerprint(canonical(oddities), 12);
    if (!first && reported !== '' && reported !== this.state.reported)
      this.deps.log('feed.odd', { showId: this.show.showId, oddities: oddities.slice(0, 20) });
    return reported;
  }

  private logDone(
    done: readonly { decision: Decision; result: CarriedOut }[],
    { vanished }: Reconciliation,
    first: boolean,
  ): void {
    if (done.length === 0) return;
    const count = (kind: Decision['kind']): number =>
      done.filter(({ decision, result }) => decision.kind === kind && result.kind !== 'again').length;
    this.deps.log('feed.read', {
      showId: this.show.showId,
      first,
      imported: count('import'),
      new: count('new'),
      held: count('hold'),
      updated: count('update'),
      again: done.filter(({ result }) => result.kind === 'again').length,
      vanished,
    });
  }

  private async note(changes: Partial<FeedState>): Promise<boolean> {
    const next = { ...this.state, ...changes, revision: this.state.revision + 1 };
    const written = await this.deps.states.write(next, this.revisionWas);
    if (written === 'changed meanwhile') {
      this.deps.log('feed.overtaken', { showId: this.show.showId });
      return false;
    }
    this.state = next;
    this.revisionWas = next.revision;
    return true;
  }
}

const all = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};
