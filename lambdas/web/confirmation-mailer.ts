import type { Clock, Log, Mailer } from '../announcements/ports.ts';
import { patiently } from '../announcements/patience.ts';
import { composeConfirmation } from '../email/confirmation.ts';
import { links } from '../links.ts';
import type { ConfirmationMailer } from '../subscribers/confirmation-mail.ts';

/** Sends through the same mailer as the announcements, in the room that their pace leaves. */
export const createConfirmationMailer = (ports: {
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}): ConfirmationMailer => ({
  send: async ({ show, subscriberId, to, language, expiresAt, token }) => {
    const confirmUrl = links(ports.publicUrl).confirm(show.showId, token);
    const { bytes, source } = await composeConfirmation({
      show,
      to,
      confirmUrl,
      language,
      expiresAt,
      now: ports.clock.now(),
    });
    const tags = { kind: 'confirmation', show: show.showId, subscriber: subscriberId };
    const result = await patiently(ports, () => ports.mailer.send({ source, to, bytes, tags }));
    if (result.kind === 'accepted') return;
    // SES's reasons quote addresses; its codes do not.
    const code = result.kind === 'fault' ? result.code : result.kind;
    ports.log('confirmation.not-sent', { showId: show.showId, subscriberId, code });
  },
});
