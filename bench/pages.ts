// The pages under load, on the whole local system in this process: signing up and one-click leaving over HTTP.
//
//   node bench/pages.ts [--people 1500]
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { atOnce } from '../cli/local/demo/at-once.ts';
import { readSignUpForm } from '../cli/local/demo/browser.ts';
import { loadExamples, readExamples } from '../cli/local/examples.ts';
import { startSystem } from '../cli/local/system.ts';
import { loadKeys } from '../lambdas/aws/keys.ts';
import { links } from '../lambdas/links.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';
import { signToken, subscriberIdOf } from '../lambdas/subscribers/tokens.ts';
import { give } from './report.ts';

const { values } = parseArgs({ options: { people: { type: 'string', default: '1500' } } });
const people = Number(values.people);
/** A sign-up is answered after 0.6 s whatever happens, so many are under way at once; a leaving is answered at once. */
const SIGNING_UP_AT_ONCE = 150;
const LEAVING_AT_ONCE = 16;

const folder = mkdtempSync(join(tmpdir(), 'announcer-bench-'));
const keysFile = join(folder, 'keys.json');
const system = await startSystem({
  keysFile,
  pagesPort: 0,
  inboxPort: 0,
  sweepEveryMs: 60_000,
  senders: 2,
  conditions: { keep: 1 },
  log: () => undefined,
});

const agent = new Agent({ keepAlive: true });
/** Milliseconds until the answer has come in. */
const post = (url: string, fields: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = new URLSearchParams(fields).toString();
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      accept: 'text/html',
    };
    const began = performance.now();
    const asked = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - began);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    asked.once('error', reject).end(body);
  });

type Load = { readonly perSecond: number; readonly times: readonly number[] };

const load = async (count: number, most: number, ask: (number: number) => Promise<number>): Promise<Load> => {
  const times: number[] = [];
  const began = performance.now();
  const numbers = Array.from({ length: count }, (_, number) => number);
  await atOnce(numbers, most, async (number) => void times.push(await ask(number)));
  return { perSecond: (count * 1000) / (performance.now() - began), times };
};

const quantile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN;

/** The chance that one answer takes longer than another of the other lot: 0.5 tells nothing. */
const chanceOfLonger = (one: readonly number[], other: readonly number[]): number => {
  let longer = 0;
  for (const a of one) for (const b of other) longer += a > b ? 1 : a === b ? 0.5 : 0;
  return longer / (one.length * other.length);
};

try {
  const examples = await readExamples();
  await loadExamples(system.catalog, examples, Date.now());
  const { showId } = examples.show;
  const url = links(system.addresses.pages);
  const form = await readSignUpForm(url.signUp(showId));
  const signUp = (address: string) => post(url.signUp(showId), { address, stamp: form.stamp, website: '' });

  await load(100, SIGNING_UP_AT_ONCE, (number) => signUp(`warm-${number}@example.com`));
  const signingUp = await load(people, SIGNING_UP_AT_ONCE, (number) =>
    signUp(`reader-${number}@example.com`),
  );

  // Half of these are known and have just had a mail, the other half are new: in turns, so that the load is the same.
  const lots = { known: new Array<number>(), fresh: new Array<number>() };
  await load(400, 20, async (number) => {
    const lot = number % 2 === 0 ? 'known' : 'fresh';
    const took = await signUp(
      lot === 'known' ? `reader-${number}@example.com` : `fresh-${number}@example.com`,
    );
    lots[lot].push(took);
    return took;
  });

  const keys = await loadKeys(`file:${keysFile}`, () => {
    throw new Error('the local keys are in a file');
  });
  const leave = (number: number) => {
    const subscriber = subscriberIdOf(keys, showId, EmailAddress.parse(`reader-${number}@example.com`));
    const token = signToken(keys, { purpose: 'unsubscribe', show: showId, subscriber });
    return post(url.unsubscribe(showId, token), { 'List-Unsubscribe': 'One-Click' });
  };
  await sleep(500);
  const leaving = await load(people, LEAVING_AT_ONCE, leave);

  give({
    title: 'The pages under load',
    method: [
      `${people.toLocaleString('en')} people sign up, ${SIGNING_UP_AT_ONCE} at once, and leave with one click, ${LEAVING_AT_ONCE} at once, over HTTP on the local system: pages and functions in one thread, SES and the tables in another, calls between them without AWS's signature.`,
      'A sign-up is answered after a whole multiple of 0.6 s, so that its time tells nothing about the address.',
      'The chance that a known address takes longer than a new one: 0.5 tells nothing, 0 or 1 tells all.',
    ],
    figures: [
      { what: 'sign-ups a second', value: signingUp.perSecond, unit: 'per s' },
      { what: 'sign-up answered, median', value: quantile(signingUp.times, 0.5), unit: 'ms' },
      { what: 'sign-up answered, p99', value: quantile(signingUp.times, 0.99), unit: 'ms' },
      { what: 'one-click leavings a second', value: leaving.perSecond, unit: 'per s' },
      { what: 'one-click answered, median', value: quantile(leaving.times, 0.5), unit: 'ms' },
      { what: 'one-click answered, p99', value: quantile(leaving.times, 0.99), unit: 'ms' },
      {
        what: 'chance that a known address is answered later',
        value: chanceOfLonger(lots.known, lots.fresh),
        unit: '',
        bar: { atMost: 0.65 },
      },
      {
        what: 'chance that a new address is answered later',
        value: chanceOfLonger(lots.fresh, lots.known),
        unit: '',
        bar: { atMost: 0.65 },
      },
    ],
  });
} finally {
  agent.destroy();
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
}
