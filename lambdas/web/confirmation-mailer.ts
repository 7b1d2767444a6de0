import type { Clock, Log, Mailer } from '../announcements/ports.ts';
import { composeConfirmation } from '../email/confirmation.ts';
import { links } from '../links.ts';
import type { ConfirmationMailer } from '../subscribers/confirmation-mail.ts';

/** While an announcement takes most of the rate, SES may refuse for a second or two. */
const ATTEMPTS = 4;
const BETWEEN_MILLISECONDS = 400;

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
    for (let attempt = 1; ; attempt += 1) {
      const result = await ports.mailer.send({ source, to, bytes, tags });
      if (result.kind === 'accepted') return;
      // Only what certainly did not leave is tried again: a second confirmation would break the limit.
      const again = (result.kind === 'throttled' || result.kind === 'not sent') && attempt < ATTEMPTS;
      if (!again) {
        // SES's reasons quote addresses; its codes do not.
        const code = result.kind === 'fault' ? result.code : result.kind;
        return ports.log('confirmation.not-sent', { showId: show.showId, subscriberId, code, attempt });
      }
      await ports.clock.sleep(BETWEEN_MILLISECONDS);
    }
  },
});
