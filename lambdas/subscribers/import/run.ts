import type { ShowId, SubscriberId } from '../../ids.ts';
import type { EmailAddress } from '../address.ts';
import type { SubscriberStore } from '../ports.ts';
import type { SubscriberStatus } from '../subscriber.ts';
import type { Held } from '../transitions.ts';
import type { Language } from '../../episodes/show.ts';
import { type Candidate, decide, type ImportDecision } from './decide.ts';

/** One record of the file, read; `line` is where it begins. */
export type ImportItem =
  | {
      readonly kind: 'person';
      readonly line: number;
      readonly address: EmailAddress;
      readonly subscriberId: SubscriberId;
      readonly language?: Language | undefined;
      readonly candidate: Candidate;
    }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string };

/** What became of the records so far. `asked` were sent a confirmation mail. */
export type ImportCounts = {
  readonly records: number;
  readonly confirmed: number;
  readonly pending: number;
  readonly unsubscribed: number;
  readonly suppressed: number;
  readonly asked: number;
  readonly hereAlready: number;
  readonly leftHere: number;
  readonly erased: number;
  readonly neverConfirmed: number;
  readonly bad: number;
};

export const noCounts: ImportCounts = {
  records: 0,
  confirmed: 0,
  pending: 0,
  unsubscribed: 0,
  suppressed: 0,
  asked: 0,
  hereAlready: 0,
  leftHere: 0,
  erased: 0,
  neverConfirmed: 0,
  bad: 0,
};

export type Asked =
  | { readonly kind: 'asked' }
  /** This mailbox was mailed a moment ago, or SES refuses it. The person is pending and was not mailed. */
  | { readonly kind: 'not mailed'; readonly reason: string }
  /** Nobody can be asked now: the import stops before this record. */
  | { readonly kind: 'stop'; readonly reason: string };

export type ImportDeps = {
  readonly subscribers: Pick<SubscriberStore, 'read' | 'write' | 'erasedBefore'>;
  readonly clock: { now(): number };
  /** Signs somebody up who is to confirm first, and mails them. */
  readonly ask: (person: {
    readonly address: EmailAddress;
    readonly language?: Language | undefined;
  }) => Promise<Asked>;
};

export type ImportRules = {
  readonly showId: ShowId;
  /** Records in work at once. Asking goes one by one, at its own pace. */
  readonly atOnce: number;
  /** Records between two checkpoints. */
  readonly chunk: number;
  readonly counts: ImportCounts;
  readonly interrupted: { readonly aborted: boolean };
  /** The record the last run was at when it was cut off: whether its mail went out is not known. */
  readonly cutOffAt?: number | undefined;
  /** After each chunk: everything up to `counts.records` is done. `bad` holds the lines left out in this chunk. */
  readonly checkpoint: (counts: ImportCounts, bad: readonly BadLine[]) => Promise<void>;
};

export type BadLine = { readonly line: number; readonly reason: string };

export type ImportEnd =
  | { readonly kind: 'done'; readonly counts: ImportCounts }
  | { readonly kind: 'interrupted'; readonly counts: ImportCounts }
  | { readonly kind: 'stopped'; readonly counts: ImportCounts; readonly reason: string };

/**
 * Imports the records of a file, a chunk at a time in flat memory. Every write is conditional and every record is
 * decided on what is held, so that records imported before, or twice at once, change nothing.
 */
export const importRecords = async (
  deps: ImportDeps,
  items: AsyncIterable<ImportItem>,
  rules: ImportRules,
): Promise<ImportEnd> => {
  let counts = rules.counts;
  let chunk: ImportItem[] = [];
  const erasedBefore = await deps.subscribers.erasedBefore(rules.showId);
  const work = async (): Promise<string | undefined> => {
    const outcomes = await outcomesOf(deps, chunk, { ...rules, erasedBefore }, counts.records);
    const end = outcomes.findIndex(({ kind }) => kind === 'stop');
    const done = end === -1 ? outcomes : outcomes.slice(0, end);
    counts = done.reduce(counted, counts);
    await rules.checkpoint(counts, done.flatMap(badLine));
    chunk = [];
    const stop = outcomes[end];
    return stop?.kind === 'stop' ? stop.reason : undefined;
  };
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < rules.chunk) continue;
    const reason = await work();
    if (reason !== undefined) return { kind: 'stopped', counts, reason };
    if (rules.interrupted.aborted) return { kind: 'interrupted', counts };
  }
  const reason = await work();
  return reason === undefined ? { kind: 'done', counts } : { kind: 'stopped', counts, reason };
};

type Outcome =
  | { readonly kind: 'written'; readonly status: SubscriberStatus }
  | Exclude<ImportDecision, { kind: 'write' | 'ask' }>
  | { readonly kind: 'asked' }
  | { readonly kind: 'bad'; readonly line: number; readonly reason: string }
  | { readonly kind: 'stop'; readonly reason: string };

type WorkRules = ImportRules & { readonly erasedBefore: ReadonlySet<SubscriberId> };

const outcomesOf = async (
  deps: ImportDeps,
  chunk: readonly ImportItem[],
  rules: WorkRules,
  before: number,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < chunk.length; at = next++) {
      const item = chunk[at];
      if (item === undefined) return;
      const outcome = await outcomeOf(deps, item, rules, before + at === rules.cutOffAt);
      outcomes[at] = outcome;
      if (outcome.kind === 'stop') next = chunk.length;
    }
  };
  await Promise.all(Array.from({ length: Math.min(rules.atOnce, chunk.length) }, worker));
  return outcomes;
};

const outcomeOf = async (
  deps: ImportDeps,
  item: ImportItem,
  { showId, erasedBefore }: WorkRules,
  cutOff: boolean,
): Promise<Outcome> => {
  if (item.kind === 'bad') return item;
  const { candidate, subscriberId, line } = item;
  const wasErased = erasedBefore.has(subscriberId);
  // Most are new: one conditional write is enough for them, and only who is here already is read.
  if (
    candidate.kind === 'subscriber' &&
    !wasErased &&
    (await deps.subscribers.write(candidate.subscriber, 'none')) === 'written'
  )
    return { kind: 'written', status: candidate.subscriber.status };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stored = await deps.subscribers.read(showId, subscriberId);
    const held: Held = stored === undefined || stored === 'erased' ? stored : stored.subscriber;
    const waiting = cutOff && held !== undefined && held !== 'erased' && held.status === 'pending';
    const decision = decide(
      candidate.kind === 'ask' && waiting ? undefined : held,
      candidate,
      deps.clock.now(),
      wasErased,
    );
    if (decision.kind === 'kept') return decision;
    if (decision.kind === 'ask') return askedOutcome(await deps.ask(item), line);
    const revisionWas = stored === undefined ? 'none' : stored === 'erased' ? 'erased' : stored.revision;
    if ((await deps.subscribers.write(decision.subscriber, revisionWas)) === 'written')
      return { kind: 'written', status: decision.subscriber.status };
  }
  throw new Error(`line ${line}: ${ATTEMPTS} writes in a row lost to another writer`);
};

/** Two rows of one address at once meet here; more losers in a row than this are no chance. */
const ATTEMPTS = 20;

const askedOutcome = (asked: Asked, line: number): Outcome =>
  asked.kind === 'not mailed' ? { kind: 'bad', line, reason: asked.reason } : asked;

const badLine = (outcome: Outcome): BadLine[] =>
  outcome.kind === 'bad' ? [{ line: outcome.line, reason: outcome.reason }] : [];

const counted = (counts: ImportCounts, outcome: Outcome): ImportCounts => {
  const column = columnOf(outcome);
  return { ...counts, records: counts.records + 1, [column]: counts[column] + 1 };
};

const columnOf = (outcome: Outcome): Exclude<keyof ImportCounts, 'records'> => {
  switch (outcome.kind) {
    case 'written':
      return outcome.status;
    case 'asked':
    case 'bad':
      return outcome.kind;
    case 'kept':
      return KEPT[outcome.why];
    case 'stop':
      throw new Error('a stop is no outcome of a record');
    default:
      return outcome satisfies never;
  }
};

const KEPT = {
  'here already': 'hereAlready',
  'left here': 'leftHere',
  erased: 'erased',
  'never confirmed': 'neverConfirmed',
} as const;
