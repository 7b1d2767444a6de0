import type { Show } from '../episodes/show.ts';
import { EmailAddress } from '../subscribers/address.ts';
import { isDisposable } from './disposable-domains.ts';
import { readStamp } from './form-stamp.ts';
import type { WebPorts } from './ports.ts';
import { readProof } from './proof-of-work.ts';

/** One try to sign up, by form or API, before anything is looked up about the address. */
export type Attempt = {
  readonly address: string;
  readonly stamp: string | undefined;
  /** ALTCHA's answer, where the show asks for it. */
  readonly proof: string | undefined;
  /** The field that nobody sees. */
  readonly trap: string | undefined;
  /** Keyed hash of the network source. */
  readonly source: string;
};

export type Admission =
  | { readonly kind: 'admitted'; readonly address: EmailAddress }
  /** A robot: it gets the answer that everybody gets, and nothing happens. */
  | { readonly kind: 'trapped' }
  | { readonly kind: 'refused'; readonly fault: AddressFault }
  /** No signed time, too quick, too old, or no proof: the form once more. */
  | { readonly kind: 'form again' }
  | { readonly kind: 'too many' };
export type AddressFault = 'invalid' | 'disposable' | 'unreachable';

/** Without JavaScript no proof can be made: such a form has to lie this long, and a source has few of them. */
export const WITHOUT_PROOF = { seconds: 20, perDay: 5 } as const;
const HOUR = 3600;

/** Nothing here depends on who is subscribed, so nothing here can tell. */
export const admit = async (ports: WebPorts, show: Show, attempt: Attempt): Promise<Admission> => {
  const address = EmailAddress.safeParse(attempt.address);
  if (!address.success) return { kind: 'refused', fault: 'invalid' };
  const stamp = readStamp(ports.keys, show.showId, attempt.stamp, ports.clock.now());
  if (stamp.kind !== 'made' || stamp.ago < ports.settings.formSeconds * 1000) return { kind: 'form again' };
  if (show.signUp.proofOfWork && !(await hasWorked(ports, show, attempt, stamp.ago)))
    return { kind: 'form again' };
  if (!(await withinSourceLimit(ports, attempt.source))) return { kind: 'too many' };
  if ((attempt.trap ?? '') !== '') return { kind: 'trapped' };
  const fault = await domainFault(ports, show, address.data);
  return fault === undefined ? { kind: 'admitted', address: address.data } : { kind: 'refused', fault };
};

const hasWorked = async (ports: WebPorts, show: Show, attempt: Attempt, ago: number): Promise<boolean> => {
  const now = ports.clock.now();
  if (attempt.proof !== undefined && attempt.proof !== '') {
    const proof = await readProof(ports.keys, show.showId, attempt.proof, now);
    return (
      proof.kind === 'solved' &&
      ports.limits.take(`proof#${proof.once}`, { limit: 1, periodSeconds: proof.lastsSeconds }, now)
    );
  }
  const rule = { limit: WITHOUT_PROOF.perDay, periodSeconds: 24 * HOUR };
  return ago >= WITHOUT_PROOF.seconds * 1000 && ports.limits.take(`unproven#${attempt.source}`, rule, now);
};

/** Counted for everybody alike: sign-ups, and every other press that can send a confirmation mail. */
export const withinSourceLimit = async (ports: WebPorts, source: string): Promise<boolean> =>
  ports.settings.signUpsPerSourceHourly === Infinity ||
  ports.limits.take(
    `source#${source}`,
    { limit: ports.settings.signUpsPerSourceHourly, periodSeconds: HOUR },
    ports.clock.now(),
  );

const domainFault = async (
  ports: WebPorts,
  { signUp }: Show,
  address: EmailAddress,
): Promise<AddressFault | undefined> => {
  if (signUp.refuseDisposable && isDisposable(address)) return 'disposable';
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return signUp.requireMx && !(await ports.mailServers.answerFor(domain)) ? 'unreachable' : undefined;
};
