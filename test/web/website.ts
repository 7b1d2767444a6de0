import { createWebHandler, type WebResult } from '../../lambdas/handlers/web.ts';
import type { Log } from '../../lambdas/announcements/ports.ts';
import { Show } from '../../lambdas/episodes/show.ts';
import type { EmailAddress } from '../../lambdas/subscribers/address.ts';
import { EmailAddress as Address } from '../../lambdas/subscribers/address.ts';
import type { ConfirmationRequest } from '../../lambdas/subscribers/confirmation-mail.ts';
import type { Subscriber } from '../../lambdas/subscribers/subscriber.ts';
import { type Keys, signToken, subscriberIdOf, type TokenPurpose } from '../../lambdas/subscribers/tokens.ts';
import { WEB_SETTINGS, type WebPorts } from '../../lambdas/web/ports.ts';
import { createInMemoryAnnouncements } from '../in-memory/announcements.ts';
import { createInMemoryCatalog } from '../in-memory/catalog.ts';
import { createManualClock, type ManualClock } from '../in-memory/clock.ts';
import { createInMemoryLimits } from '../in-memory/limits.ts';
import { createInMemorySubscribers } from '../in-memory/subscribers.ts';

export const KEYS: Keys = {
  identity: Buffer.alloc(32, 1),
  signing: [{ number: 1, key: Buffer.alloc(32, 2) }],
};

export const aShow = (fields: Readonly<Record<string, unknown>> = {}): Show =>
  Show.parse({
    showId: 'deep-time',
    name: 'Deep Time',
    sender: { name: 'Deep Time', address: 'hello@deep-time.example' },
    website: 'https://deep-time.example',
    postalAddress: '1 Strata Lane, Lyme Regis',
    ...fields,
  });

export type Visit = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly source?: string;
  readonly isBase64Encoded?: boolean;
};

/** The web function over ports in memory, visited with the events that API Gateway sends. */
export const createWebsite = async (
  shows: readonly Show[] = [aShow()],
  over: Partial<WebPorts> & { readonly clock?: ManualClock } = {},
) => {
  const clock = over.clock ?? createManualClock();
  const catalog = createInMemoryCatalog();
  for (const show of shows) await catalog.putShow(show);
  const subscribers = createInMemorySubscribers();
  const announcements = createInMemoryAnnouncements();
  const mails: ConfirmationRequest[] = [];
  const events: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const log: Log = (event, fields) => void events.push({ event, fields });
  const ports: WebPorts = {
    publicUrl: 'https://pages.example',
    keys: KEYS,
    catalog,
    subscribers,
    limits: createInMemoryLimits(),
    announcements,
    confirmations: { send: async (request) => void mails.push(request) },
    sendLatest: async () => ({ kind: 'not sent', why: 'not in this test' }),
    mailServers: { answerFor: async (domain) => domain !== 'nowhere.example' },
    clock,
    log,
    settings: WEB_SETTINGS,
    ...over,
  };
  const handler = createWebHandler(ports);

  const visit = (
    path: string,
    { method = 'GET', headers = {}, body, source, isBase64Encoded }: Visit = {},
  ) => {
    const [rawPath = '/', rawQueryString = ''] = path.split('?');
    return handler({
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString,
      headers: { accept: 'text/html,application/xhtml+xml', ...headers },
      requestContext: {
        domainName: 'pages.example',
        http: {
          method,
          path: rawPath,
          protocol: 'HTTP/1.1',
          sourceIp: source ?? '192.0.2.1',
          userAgent: 'test',
        },
      },
      ...(body === undefined ? {} : { body }),
      isBase64Encoded: isBase64Encoded ?? false,
    });
  };
  const submit = (path: string, fields: Readonly<Record<string, string>>, visited: Visit = {}) =>
    visit(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      ...visited,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...visited.headers },
    });

  const showId = (shows[0] ?? aShow()).showId;
  /** As a person does it: opens the form, takes some seconds, presses the button. */
  const signUp = async (address: string, visited: Visit = {}, at = showId): Promise<WebResult> => {
    const form = await visit(`/s/${at}/subscribe`);
    clock.advance(5000);
    return submit(`/s/${at}/subscribe`, { address, website: '', stamp: stampIn(form) }, visited);
  };
  const idOf = (address: string, at = showId) => subscriberIdOf(KEYS, at, Address.parse(address));
  const token = (purpose: TokenPurpose, address: string, at = showId) =>
    signToken(KEYS, { purpose, show: at, subscriber: idOf(address, at) });
  const put = async (subscriber: Subscriber) => {
    await subscribers.write(subscriber, 'none');
  };
  const row = (address: string, at = showId): Subscriber | 'erased' | undefined => {
    const stored = subscribers.rows.get(at)?.get(idOf(address, at));
    return stored === 'erased' ? stored : stored?.subscriber;
  };
  /** Every row there is, to compare before and after. */
  const rows = () =>
    structuredClone(
      [...subscribers.rows].flatMap(([show, held]) => [...held].map(([id, row]) => ({ show, id, row }))),
    );
  return {
    rows,
    ports,
    clock,
    catalog,
    subscribers,
    announcements,
    mails,
    events,
    handler,
    visit,
    submit,
    signUp,
    idOf,
    token,
    put,
    row,
  };
};
export type Website = Awaited<ReturnType<typeof createWebsite>>;

export const stampIn = (page: WebResult): string => /name="stamp" value="([^"]+)"/.exec(page.body)?.[1] ?? '';

export const address = (text: string): EmailAddress => Address.parse(text);

export const confirmed = (site: Website, text: string, fields: Partial<Subscriber> = {}): Subscriber => ({
  showId: aShow().showId,
  subscriberId: site.idOf(text),
  address: address(text),
  createdAt: '2026-01-01T00:00:00.000Z',
  status: 'confirmed',
  consent: {
    confirmedAt: '2026-01-01T00:10:00.000Z',
    source: 'form',
    signedUpAt: '2026-01-01T00:00:00.000Z',
  },
  ...(fields as object),
});
