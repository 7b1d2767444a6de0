// Making one message personal: two signed tokens spliced into the composed bytes. Beside it, what composing costs.
//
//   node bench/personalise.ts
import { randomBytes } from 'node:crypto';
import { readExamples } from '../cli/local/examples.ts';
import { createComposer } from '../lambdas/email/composer.ts';
import { createPersonaliser } from '../lambdas/email/personalise.ts';
import { published } from '../lambdas/episodes/publish.ts';
import { SubscriberId } from '../lambdas/ids.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';
import { give, median } from './report.ts';

const MESSAGES = 20_000;
const ROUNDS = 7;

const { show, episode } = await readExamples();
const compose = createComposer({ publicUrl: 'https://pages.example.org', now: () => Date.now() });
const example = published({ ...episode, status: 'draft' }, Date.now(), 'always').episode;
await compose(show, example, []);
const began = performance.now();
const { message } = await compose(show, example, []);
const composing = performance.now() - began;

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
    if (person !== undefined) personalise(message, show.showId, person.id, person.to);
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
    { what: 'rendering and composing, once per announcement', value: composing, unit: 'ms' },
    { what: 'the message', value: message.bytes.length / 1024, unit: 'KB' },
  ],
});
