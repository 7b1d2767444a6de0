import { writeFileSync } from 'node:fs';
import { AnnouncerError } from '../lambdas/errors.ts';
import { checkEpisodeTemplate } from './check.ts';
import { compileTemplates } from './compile.ts';
import { templateFiles } from './files.ts';

// A template with a mistake is told of here, with its line, and never written.
try {
  await checkEpisodeTemplate(templateFiles('episode'));
  for (const { path, text } of await compileTemplates())
    writeFileSync(new URL(`../${path}`, import.meta.url), text);
} catch (error) {
  if (!(error instanceof AnnouncerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
