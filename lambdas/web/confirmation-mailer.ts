import type { Clock, Log, Mailer } from '../announcements/ports.ts';
import { patiently } from '../announcements/patience.ts';
import { composeConfirmation, type ConfirmationToken } from '../email/confirmation.ts';
import type { ComposedMessage } from '../email/message.ts';
import { personalise } from '../email/personalise.ts';
import type { Show } from '../episodes/ports.ts';
import type { Language } from '../episodes/show.ts';
import type { ConfirmationMailer } from '../subscribers/confirmation-mail.ts';

type Ports = {
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** Sends through the same mailer as the announcements, in the room that their pace leaves. */
export const createConfirmationMailer = (ports: Ports): ConfirmationMailer => {
  const composed = composedOnce(ports);
  return {
    send: async ({ show, subscriberId, to, language, expiresAt, token }) => {
      const lastsHours = Math.round((expiresAt - ports.clock.now()) / 3_600_000);
      const message = await composed(show, language, lastsHours);
      const bytes = personalise(message, { to, confirmToken: token });
      const tags = { kind: 'confirmation', show: show.showId, subscriber: subscriberId };
      const result = await patiently(ports, () =>
        ports.mailer.send({ source: message.source, to, bytes, tags }),
      );
      if (result.kind === 'accepted') return;
      // SES's reasons quote addresses; its codes do not.
      const code = result.kind === 'fault' ? result.code : result.kind;
      ports.log('confirmation.not-sent', { showId: show.showId, subscriberId, code });
    },
  };
};

type Composed = Promise<ComposedMessage<ConfirmationToken>>;

/** Until the show is read again, which makes another object of it. SES writes its own Date over the one in it. */
const composedOnce = ({ publicUrl, clock }: Ports) => {
  const known = new WeakMap<Show, Map<string, Composed>>();
  return (show: Show, language: Language, lastsHours: number): Composed => {
    const ofShow = known.get(show) ?? new Map<string, Composed>();
    known.set(show, ofShow);
    const key = `${language} ${lastsHours}`;
    const found =
      ofShow.get(key) ?? composeConfirmation({ publicUrl, show, language, lastsHours, now: clock.now() });
    ofShow.set(key, found);
    return found;
  };
};
