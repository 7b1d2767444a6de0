import { z } from 'zod';
import { readEnvironment, SETTINGS } from '../lambdas/aws/environment.ts';
import type { PreviewRequest } from '../lambdas/email/preview-sending.ts';
import { AnnouncerError, ERROR_CODES } from '../lambdas/errors.ts';
import type { Session } from './session.ts';

/** What a preview's sending gave, from wherever it was sent. */
const SentPreview = z.object({
  kind: z.literal('sent'),
  subject: z.string(),
  findings: z.array(
    z.object({ severity: z.enum(['error', 'warning']), code: z.string(), message: z.string() }),
  ),
  sent: z.array(
    z.object({
      to: z.string(),
      result: z.object({ kind: z.string(), reason: z.string().optional() }),
    }),
  ),
});
export type SentPreview = z.infer<typeof SentPreview>;

const RefusedPreview = z.object({
  kind: z.literal('refused'),
  code: z.enum(ERROR_CODES),
  message: z.string(),
  faults: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })),
});

/** Sends a stored episode to people of the team: in the cloud by the deployed function, from the deployed template. */
export const sendPreview = async (
  session: Session,
  request: PreviewRequest,
  checkLinks: boolean,
): Promise<SentPreview> => {
  const answer: unknown =
    session.target.kind === 'stack'
      ? await invoke(session, { ...request, checkLinks })
      : await sendFromHere(session, request, checkLinks);
  const read = z.discriminatedUnion('kind', [SentPreview, RefusedPreview]).parse(answer);
  if (read.kind === 'refused') throw new AnnouncerError(read.code, read.message, { faults: read.faults });
  return read;
};

const sendFromHere = async (
  session: Session,
  request: PreviewRequest,
  checkLinks: boolean,
): Promise<unknown> => {
  const [connection, sending, { createRenderer }, { createLinkProbe }] = await Promise.all([
    session.connection(),
    import('../lambdas/email/preview-sending.ts'),
    import('../lambdas/email/rendering.ts'),
    import('../lambdas/network/link-probe.ts'),
  ]);
  const { publicUrl } = readEnvironment({ publicUrl: SETTINGS.publicUrl }, connection.environment);
  const sent = await sending.sendPreview(
    {
      publicUrl,
      renderer: createRenderer(),
      clock: session.clock,
      catalog: await connection.catalog(),
      mailer: await connection.mailer(),
      ...(checkLinks && { probe: createLinkProbe() }),
    },
    request,
  );
  return { kind: 'sent', ...sent };
};

/** With the caller's own AWS rights: whoever may invoke the function may send previews, to the show's people. */
const invoke = async (session: Session, event: unknown): Promise<unknown> => {
  const connection = await session.connection();
  const { previewFunction } = readEnvironment(
    { previewFunction: SETTINGS.previewFunction },
    connection.environment,
  );
  if (previewFunction === undefined)
    throw new AnnouncerError(
      'Unreachable',
      `${connection.where} has no preview function: run "npm run deploy"`,
    );
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  // A second attempt could mail the preview twice.
  const { Payload, FunctionError } = await new LambdaClient({ maxAttempts: 1 }).send(
    new InvokeCommand({ FunctionName: previewFunction, Payload: JSON.stringify(event) }),
  );
  const text = Payload === undefined ? '' : Buffer.from(Payload).toString();
  if (FunctionError !== undefined)
    throw new Error(`the preview function failed (its log group says more): ${text.slice(0, 500)}`);
  return JSON.parse(text);
};
