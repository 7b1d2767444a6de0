import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { WEB_SETTINGS } from '../../lambdas/web/ports.ts';
import { SIGN_UP_SCRIPT } from '../../lambdas/web/sign-up-script.ts';
import { createInMemoryLimits } from '../in-memory/limits.ts';
import { aShow, createWebsite, type Website } from './website.ts';

const ADA = 'ada@example.com';
const asking = (signUp: object) => createWebsite([aShow({ signUp })]);

const formOf = async (site: Website) => JSON.parse((await site.visit('/api/shows/deep-time/form')).body);
const solved = async (challenge: Parameters<typeof solveChallenge>[0]['challenge']) => {
  const solution = await solveChallenge({ challenge, deriveKey });
  return btoa(JSON.stringify({ challenge, solution }));
};
const post = (site: Website, fields: Record<string, string>, source = '192.0.2.1') =>
  site.submit('/s/deep-time/subscribe', { address: ADA, ...fields }, { source });

describe('the signed time of a form', () => {
  test.each([
    ['two seconds at least', 1999, 'One more press'],
    ['from then on', 2000, 'Check your email'],
    ['until a day later', 24 * 3_600_000, 'Check your email'],
    ['and no longer', 24 * 3_600_000 + 1, 'One more press'],
  ])('counts %s', async (_, after, answer) => {
    const site = await createWebsite();
    const { stamp } = await formOf(site);
    site.clock.advance(after);
    expect((await post(site, { stamp })).body).toContain(answer);
  });

  test('of another show, or changed, counts as none', async () => {
    const site = await createWebsite([aShow(), aShow({ showId: 'night-sky' })]);
    const { stamp } = JSON.parse((await site.visit('/api/shows/night-sky/form')).body);
    site.clock.advance(5000);
    expect((await post(site, { stamp })).body).toContain('One more press');
    const own = (await formOf(site)).stamp;
    site.clock.advance(5000);
    const earlier = own.replace(/^./, '1');
    expect((await post(site, { stamp: earlier })).body).toContain('One more press');
  });
});

describe('sources', () => {
  test('are counted, unless as many as like may come from one', async () => {
    const takings = async (signUpsPerSourceHourly: number): Promise<readonly string[]> => {
      const taken: string[] = [];
      const limits = createInMemoryLimits();
      const site = await createWebsite([aShow()], {
        limits: { ...limits, take: (key, ...rest) => (taken.push(key), limits.take(key, ...rest)) },
        settings: { ...WEB_SETTINGS, signUpsPerSourceHourly },
      });
      const { stamp } = await formOf(site);
      site.clock.advance(5000);
      expect((await post(site, { stamp })).body).toContain('Check your email');
      return taken.filter((key) => key.startsWith('source#'));
    };
    expect(await takings(60)).toHaveLength(1);
    expect(await takings(Infinity)).toEqual([]);
  });
});

describe('proof of work', () => {
  test('lets in whoever has solved the challenge, once', async () => {
    const site = await asking({ proofOfWork: true });
    const { stamp, challenge } = await formOf(site);
    const altcha = await solved(challenge);
    site.clock.advance(3000);
    expect((await post(site, { stamp, altcha })).body).toContain('Check your email');
    expect((await post(site, { stamp, altcha, address: 'bob@example.com' })).body).toContain(
      'One more press',
    );
    expect(site.mails).toHaveLength(1);
  });

  test.each([
    ['is none', () => 'x'],
    [
      'is too easy',
      (challenge: object) =>
        btoa(
          JSON.stringify({
            challenge: { ...challenge, parameters: { ...parametersOf(challenge), keyPrefix: '0' } },
            solution: { counter: 0, derivedKey: '00' },
          }),
        ),
    ],
    [
      'is unsolved',
      (challenge: object) =>
        btoa(JSON.stringify({ challenge, solution: { counter: 0, derivedKey: '00'.repeat(32) } })),
    ],
    [
      'has a made-up time',
      (challenge: object) =>
        btoa(
          JSON.stringify({
            challenge: {
              ...challenge,
              parameters: { ...parametersOf(challenge), data: { show: 'deep-time', madeAt: 9e15 } },
            },
            solution: { counter: 0, derivedKey: '00' },
          }),
        ),
    ],
  ])('that %s counts as none', async (_, forge) => {
    const site = await asking({ proofOfWork: true });
    const { stamp, challenge } = await formOf(site);
    site.clock.advance(60_000);
    expect((await post(site, { stamp, altcha: forge(challenge) })).body).toContain('One more press');
    expect(site.rows()).toEqual([]);
  });

  test('is worth nothing for another show, or after an hour', async () => {
    const site = await createWebsite([
      aShow({ signUp: { proofOfWork: true } }),
      aShow({ showId: 'night-sky', signUp: { proofOfWork: true } }),
    ]);
    const foreign = JSON.parse((await site.visit('/api/shows/night-sky/form')).body);
    const own = await formOf(site);
    const [a, b] = await Promise.all([solved(foreign.challenge), solved(own.challenge)]);
    site.clock.advance(3000);
    expect((await post(site, { stamp: own.stamp, altcha: a })).body).toContain('One more press');
    site.clock.advance(3_600_000);
    expect((await post(site, { stamp: own.stamp, altcha: b })).body).toContain('One more press');
  });

  test('cannot be made without JavaScript: then patience counts, a few times a day', async () => {
    const site = await asking({ proofOfWork: true });
    const patient = async (n: number, seconds: number, source?: string) => {
      const { stamp } = await formOf(site);
      site.clock.advance(seconds * 1000);
      return (await post(site, { stamp, address: `reader${n}@example.com` }, source)).body;
    };
    expect(await patient(0, 19)).toContain('One more press');
    for (let n = 1; n <= 5; n += 1) expect(await patient(n, 20)).toContain('Check your email');
    expect(await patient(6, 20)).toContain('One more press');
    expect(await patient(7, 20, '198.51.100.7')).toContain('Check your email');
  });

  test('is solved by the script that the page loads', async () => {
    const site = await asking({ proofOfWork: true });
    const { stamp, challenge } = await formOf(site);
    const sent = Promise.withResolvers<string>();
    const listeners = new Map<string, (event: object) => unknown>();
    const altcha = { value: '' };
    const button = { textContent: '', setAttribute: () => undefined };
    const form = {
      dataset: { challenge: JSON.stringify(challenge), working: 'One moment…' },
      elements: { altcha },
      addEventListener: (name: string, listener: (event: object) => unknown) => listeners.set(name, listener),
      querySelector: () => button,
      requestSubmit: () => sent.resolve(altcha.value),
    };
    runInNewContext(SIGN_UP_SCRIPT, {
      document: { querySelector: () => form },
      crypto,
      performance,
      btoa,
      Uint8Array,
      DataView,
      parseInt,
      JSON,
      Math,
      setTimeout,
    });
    await listeners.get('submit')?.({ preventDefault: () => undefined });
    site.clock.advance(3000);
    expect((await post(site, { stamp, altcha: await sent.promise })).body).toContain('Check your email');
    expect(button.textContent).toBe('One moment…');
  });
});

const parametersOf = (challenge: object): object =>
  'parameters' in challenge ? Object(challenge.parameters) : {};

describe('the domain of an address', () => {
  test.each([
    [{ refuseDisposable: true }, 'ada@mailinator.com', 'lasts for minutes'],
    [{ refuseDisposable: true }, 'ada@sub.mailinator.com', 'lasts for minutes'],
    [{ requireMx: true }, 'ada@nowhere.example', 'Nobody takes mail'],
  ])('is refused where the show wants that: %j %s', async (signUp, address, answer) => {
    const site = await asking(signUp);
    const refused = await site.signUp(address);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(answer);
    expect(refused.body).toContain(`value="${address}"`);
    expect(site.rows()).toEqual([]);
  });

  test('is nobody’s business otherwise', async () => {
    const site = await asking({});
    for (const address of ['ada@mailinator.com', 'ada@nowhere.example'])
      expect((await site.signUp(address)).body).toContain('Check your email');
  });

  test('is asked for of no robot, and told to no robot', async () => {
    let asked = 0;
    const site = await createWebsite([aShow({ signUp: { requireMx: true } })], {
      mailServers: { answerFor: async () => ((asked += 1), true) },
    });
    await post(site, { stamp: 'x' });
    expect(asked).toBe(0);
  });
});
