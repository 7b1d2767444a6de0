import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { EpisodeFile, type Episode } from '../lambdas/episodes/episode.ts';
import { AnnouncerError, invalidRecord } from '../lambdas/errors.ts';
import { parse } from '../lambdas/faults.ts';
import { EmailAddress } from '../lambdas/subscribers/address.ts';
import { episodeNameOf, loadEpisode } from './episode-of.ts';
import { renderPreview, type RenderedFiles } from './preview-rendering.ts';
import { sendPreview, type SentPreview } from './preview-sent.ts';
import { watchFiles } from './preview-watching.ts';
import { readRecordFile } from './record-file.ts';
import type { Cli, Session } from './session.ts';
import { showInBrowser } from './show-in-browser.ts';

const Options = z.object({
  to: z.array(EmailAddress).default([]),
  open: z.boolean().default(false),
  watch: z.boolean().default(false),
  checkLinks: z.boolean().default(false),
  output: z.string().min(1).default('out/preview'),
});
type Options = z.infer<typeof Options>;

export const registerEpisodePreview = (episode: Command, cli: Cli): Command =>
  cli.verb(
    episode
      .command('preview')
      .description('see an episode’s email before anybody else does; no subscriber and no ledger is touched')
      .argument('<episode>', 'EPISODE, SHOW/EPISODE, or a FILE that need not be stored yet')
      .option(
        '--to <address...>',
        'mail it, marked as a preview, to people the show lists in previewRecipients',
      )
      .option(
        '--open',
        'write it to files and open them side by side: desktop, phone, dark, images off, text',
      )
      .option('--watch', 'write it again after each save of the file or of a template')
      .option('--check-links', 'ask for every address in it')
      .option('--output <folder>', 'where the files go', 'out/preview')
      .addHelpText(
        'after',
        `
With --to in the cloud the deployed function renders and sends it, with your AWS rights, from the
deployed template. Its links to unsubscribe change nothing. Without --to the files are written from
the templates of this folder, whatever is deployed.`,
      ),
    { args: z.tuple([z.string()]), options: Options },
    async (session, [episodeOrFile], options) => {
      const file = await isFile(episodeOrFile);
      refuseContradictions(episodeOrFile, file, options);
      const sent =
        options.to.length === 0
          ? undefined
          : await sendPreview(
              session,
              { ...(await episodeNameOf(session, episodeOrFile)), to: options.to },
              options.checkLinks,
            );
      const writes = sent === undefined || options.open;
      const files = writes ? await write(session, episodeOrFile, file, options) : undefined;
      tell(session, sent, files);
      if (files !== undefined && options.open) await openFiles(session, files);
      if (options.watch) await rewrite(session, episodeOrFile, options);
    },
  );

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isFile() ?? false;

const refuseContradictions = (episodeOrFile: string, file: boolean, options: Options): void => {
  if (file && options.to.length > 0)
    throw new AnnouncerError(
      'Usage',
      `what is mailed is the stored episode: announcer episode put ${episodeOrFile}, then preview it by its id`,
    );
  if (options.watch && !file)
    throw new AnnouncerError('Usage', `--watch needs a file to watch, and "${episodeOrFile}" is none`);
};

const write = async (
  session: Session,
  episodeOrFile: string,
  file: boolean,
  options: Options,
): Promise<RenderedFiles> => {
  const episode = file
    ? await readDraft(session, episodeOrFile)
    : await loadEpisode(session, await episodeNameOf(session, episodeOrFile));
  return renderPreview(session, episode, {
    folder: join(options.output, episode.episodeId),
    checkLinks: options.checkLinks,
    reloads: options.watch,
  });
};

const readDraft = async (session: Session, file: string): Promise<Episode> => {
  const read = parse(EpisodeFile, await readRecordFile(file, session.stdin));
  if (!read.ok) throw invalidRecord(file, read.faults);
  return { ...read.value, status: 'draft' };
};

const tell = (session: Session, sent: SentPreview | undefined, files: RenderedFiles | undefined): void => {
  const findings = sent?.findings ?? files?.findings ?? [];
  session.output.result({ sent: sent?.sent ?? [], files: files?.files ?? null, findings }, () =>
    [
      ...(sent?.sent ?? []).map(({ to, result }) =>
        result.kind === 'accepted'
          ? `mailed to ${to}`
          : `not mailed to ${to}: ${result.reason ?? result.kind}`,
      ),
      ...(files === undefined ? [] : [`written: ${files.files.overview}`]),
      ...(findings.length === 0
        ? ['the preflight found nothing']
        : findings.map(({ severity, message }) => `${severity}: ${message}`)),
    ].join('\n'),
  );
};

const openFiles = async (session: Session, { files }: RenderedFiles): Promise<void> => {
  if (!(await showInBrowser(files.overview, session.environment)))
    session.output.note(`no browser to open here: open ${files.overview} yourself`);
};

/** A mistake in the file or the template is told, and the next save is waited for. */
const rewrite = async (session: Session, file: string, options: Options): Promise<void> => {
  const { TEMPLATES_FOLDER } = await import('../templates/files.ts');
  session.output.note(`watching ${file} and the templates; Ctrl-C ends it`);
  const again = async (): Promise<void> => {
    const start = session.clock.now();
    try {
      const { files, findings } = await write(session, file, true, options);
      session.output.note(
        `written in ${session.clock.now() - start} ms, ${findings.length} found: ${files.overview}`,
      );
    } catch (error) {
      if (!(error instanceof AnnouncerError)) throw error;
      session.output.warn(error.message);
    }
  };
  await watchFiles([file, TEMPLATES_FOLDER], again, session.interrupted);
};
