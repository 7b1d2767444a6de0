import { batchRewritten } from './batch-rewritten.ts';
import { cursorMovedAtFetch } from './cursor-moved-at-fetch.ts';
import { evidenceCounters } from './evidence-counters.ts';
import { markedAfterSending } from './marked-after-sending.ts';
import { outcomeAtTheEnd } from './outcome-at-the-end.ts';
import { paceNotShared } from './pace-not-shared.ts';
import { peopleReadOnce } from './people-read-once.ts';
import { sdkRetries } from './sdk-retries.ts';
import { unknownSentAgain } from './unknown-sent-again.ts';
import { withoutFencing } from './without-fencing.ts';
import { withoutWriteNumbers } from './without-write-numbers.ts';
import { type Protocol, RIGHT } from '../world.ts';
import type { WrongProtocol } from './wrong-protocol.ts';

/** docs/guarantees.md names each of them and the kind of product fault it is. */
export const WRONG_PROTOCOLS: readonly WrongProtocol[] = [
  cursorMovedAtFetch,
  markedAfterSending,
  withoutFencing,
  unknownSentAgain,
  sdkRetries,
  outcomeAtTheEnd,
  evidenceCounters,
  batchRewritten,
  paceNotShared,
  peopleReadOnce,
  withoutWriteNumbers,
];

/** The right one where no name is given. */
export const protocolNamed = (name: string | undefined): Protocol | undefined =>
  name === undefined ? RIGHT : WRONG_PROTOCOLS.find((wrong) => wrong.name === name);
