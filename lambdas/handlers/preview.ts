import { z } from 'zod';
import type { PreviewRequest, SentPreview } from '../email/preview-sending.ts';
import { AnnouncerError, type ErrorCode } from '../errors.ts';
import { type Fault, parse } from '../faults.ts';
import { EpisodeId, ShowId } from '../ids.ts';
import { EmailAddress } from '../subscribers/address.ts';

/** A team, not a list. */
const MAX_RECIPIENTS = 20;

/** What the function is invoked with, by somebody who has the AWS right to. */
const PreviewEvent = z.strictObject({
  showId: ShowId,
  episodeId: EpisodeId,
  to: z.array(EmailAddress).min(1, 'name at least one address').max(MAX_RECIPIENTS),
  checkLinks: z.boolean().default(false),
});

/** An answer rather than a failed invocation: the command line shows the text and exits by the code. */
export type PreviewAnswer =
  | ({ readonly kind: 'sent' } & SentPreview)
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly message: string;
      readonly faults: readonly Fault[];
    };

export const createPreviewHandler =
  (deps: { readonly send: (request: PreviewRequest, checkLinks: boolean) => Promise<SentPreview> }) =>
  async (event: unknown): Promise<PreviewAnswer> => {
    const asked = parse(PreviewEvent, event);
    if (!asked.ok)
      return {
        kind: 'refused',
        code: 'Usage',
        message: 'the request for a preview is wrong',
        faults: asked.faults,
      };
    const { checkLinks, ...request } = asked.value;
    try {
      return { kind: 'sent', ...(await deps.send(request, checkLinks)) };
    } catch (error) {
      if (!(error instanceof AnnouncerError)) throw error;
      return { kind: 'refused', code: error.code, message: error.message, faults: error.faults };
    }
  };
