// Making one message personal: two signed tokens spliced into the composed bytes. Beside it, what composing costs.
//
//   node bench/personalise.ts
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createPersonaliser } from '../lambdas/email/personalise.ts';
import type { ComposedMessage } from '../lambdas/email/message.ts';
import { ShowId, SubscriberId } from '../lambdas/ids.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';
import { give, median } from './report.ts';

const MESSAGES = 20_000;
const ROUNDS = 7;

/** What a sender reads from the table. Composing is another process's work, here as there, and so is its memory. */
const Composed = z.object({
  showId: ShowId,
  milliseconds: z.number(),
  message: z.custom<ComposedMessage>(
    (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  ),
});
const composer = fork(fileURLToPath(new URL('./composing.ts', import.meta.url)), {
  // Bytes stay bytes on their way.
  serialization: 'advanced',
});
const [sent] = await once(composer, 'message');
const { showId, message, milliseconds } = Composed.parse(sent);

const keys = { identity: randomBytes(32), signing: [{ number: 1, key: randomBytes(32) }] };
const personalise = createPersonaliser(keys);
const people = Array.from({ length: 1000 }, (_, number) => ({
  id: SubscriberId.parse(randomBytes(16).toString('hex')),
  to: EmailAddress.parse(`reader-${number}@mail.example`),
}));

const round = (): number => {
  const start = process.cpuUsage();
  for (let sent = 0; sent < MESSAGES; sent += 1) {
    const person = people[sent % people.length];
    if (person !== undefined) personalise(message, showId, person.id, person.to);
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / MESSAGES;
};
round();

give({
  title: 'Making one message personal',
  method: [
    `The example's message, ${ROUNDS} rounds of ${MESSAGES.toLocaleString('en')} messages after one to warm up; processor time, the median round.`,
  ],
  figures: [
    {
      what: 'personal values into one message',
      value: median(Array.from({ length: ROUNDS }, round)),
      unit: 'µs',
      bar: { atMost: 30 },
    },
    { what: 'rendering and composing, once per announcement', value: milliseconds, unit: 'ms' },
    { what: 'the message', value: message.bytes.length / 1024, unit: 'KB' },
  ],
});
