import type { Announcement } from '../../../lambdas/announcements/announcement.ts';
import { type Batch, EVIDENCE_KINDS } from '../../../lambdas/announcements/batch.ts';
import { type Books, booksOf, noBooks, sumOfBooks } from '../../../lambdas/announcements/ledger.ts';
import type { AnnouncementId } from '../../../lambdas/ids.ts';
import { type MemberKey, memberKey } from '../member-key.ts';
import type { World } from '../world.ts';
import { checkAudience } from './audience.ts';

/** What must hold when the world has come to rest. */
export const checkAtRest = (world: World): void => {
  const acceptances = new Map<MemberKey, number>();
  for (const { key } of world.ses.accepted) acceptances.set(key, (acceptances.get(key) ?? 0) + 1);

  for (const id of world.announcementIds) {
    const announcement = world.announcements.stored.get(id);
    if (announcement === undefined) {
      world.violations.add('nobody is forgotten', `${id} was published and never announced`);
      continue;
    }
    const batches = world.announcements.storedBatches(id);
    checkBooks(world, announcement, batches);
    checkAudience(world, announcement, batches);
    for (const batch of batches) checkOutcomes(world, batch, acceptances);
    for (const batch of batches) checkEvidence(world, batch);
  }
  checkSuppressed(world);
};

const checkBooks = (world: World, announcement: Announcement, batches: readonly Batch[]): void => {
  const { state, plan, announcementId: id } = announcement;
  const books = batches.map(({ ledger }) => booksOf(ledger)).reduce(sumOfBooks, noBooks);
  switch (state.kind) {
    case 'closed': {
      if (plan.kind !== 'planned') return unbalanced(world, id, 'closed before it was planned');
      if (plan.audience !== books.audience)
        return unbalanced(world, id, `${plan.audience} were planned, ${books.audience} are in its batches`);
      if (!same(state.books, books))
        return unbalanced(world, id, `${said(state.books)} were noted, ${said(books)} are in its ledgers`);
      const { audience, accepted, excluded, rejected, unknown } = books;
      if (audience !== accepted + excluded + rejected + unknown)
        unbalanced(world, id, `closed with ${said(books)}`);
      return;
    }
    case 'paused':
      if (state.reason === '' || state.by !== 'operator') stuck(world, announcement);
      return;
    case 'running':
    case 'parked':
    case 'cancelled':
      return stuck(world, announcement);
    default:
      state satisfies never;
      // No state that the types know: somebody wrote something else.
      stuck(world, announcement);
  }
};

const unbalanced = (world: World, id: AnnouncementId, what: string): void =>
  world.violations.add('the books balance', `${id}: ${what}`);

const stuck = (world: World, { announcementId, plan, state }: Announcement): void =>
  world.violations.add(
    'every announcement closes or says what it waits for',
    `${announcementId} is ${JSON.stringify(state)} (${plan.kind}) and nothing moves any more`,
  );

const same = (a: Books, b: Books): boolean => said(a) === said(b);

const said = (books: Books): string =>
  `${books.audience} = ${books.accepted}A ${books.excluded}E ${books.rejected}R ${books.unknown}? ${books.waiting}. ${books.inFlight}~`;

/** Every letter against the record of the other side. */
const checkOutcomes = (world: World, batch: Batch, acceptances: ReadonlyMap<MemberKey, number>): void => {
  for (const [member, letter] of batch.ledger.split('').entries()) {
    const key = memberKey(batch.announcementId, batch.number, member);
    const accepted = acceptances.get(key) ?? 0;
    if (letter === 'A' && accepted === 0 && !world.witness.acceptedByOperator(key))
      world.violations.add('accepted is true', `${key} is A, and SES never took it`);
    if (accepted > 0 && letter !== 'A' && letter !== '?' && world.witness.resendsOf(key) === 0)
      world.violations.add('accepted is true', `SES took ${key}, and its letter is ${letter}`);
    if (letter === 'R' && !(world.ses.rejectedAt.has(key) && batch.rejections.has(member)))
      world.violations.add('accepted is true', `${key} is R without SES's word or its reason`);
    if (letter === '?' && world.reports.known.has(key))
      world.violations.add('the books balance', `${key} is ?, although evidence about it came`);
  }
};

const checkEvidence = (world: World, batch: Batch): void => {
  for (const kind of EVIDENCE_KINDS) {
    const noted = batch.evidence[kind];
    for (const member of noted) {
      const key = memberKey(batch.announcementId, batch.number, member);
      if (world.reports.true.get(key)?.has(kind) !== true)
        world.violations.add('evidence counts each member once', `${key} is ${kind} and SES never said so`);
    }
    for (let member = 0; member < batch.members.length; member += 1) {
      const key = memberKey(batch.announcementId, batch.number, member);
      if (world.reports.known.get(key)?.has(kind) === true && !noted.has(member))
        world.violations.add('evidence counts each member once', `${key} was reported ${kind}: not noted`);
    }
  }
};

const checkSuppressed = (world: World): void => {
  for (const [key, kinds] of world.reports.known) {
    if (!kinds.has('bounced') && !kinds.has('complained')) continue;
    const [announcement, number, member] = key.split('/');
    const batch = world.announcements.storedBatch(announcement as AnnouncementId, Number(number));
    const id = batch?.members[Number(member)];
    if (id !== undefined && world.people.mailableNow(id))
      world.violations.add(
        'suppressed people stay suppressed',
        `${id} ${[...kinds].join(', ')} and could be mailed`,
      );
  }
};
