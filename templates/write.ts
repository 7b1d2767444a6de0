import { writeFileSync } from 'node:fs';
import { AnnouncerError } from '../lambdas/errors.ts';
import { createRenderer } from '../lambdas/email/rendering.ts';
import { compileTemplates } from './compile.ts';
import { templateFiles } from './files.ts';
import { SAMPLES } from './sample.ts';

// A template with a mistake is told of here, with its line, and never written.
try {
  const renderer = createRenderer(templateFiles('episode'));
  for (const sample of SAMPLES) {
    await renderer.email(sample);
    await renderer.page(sample);
  }
  for (const { path, text } of await compileTemplates())
    writeFileSync(new URL(`../${path}`, import.meta.url), text);
} catch (error) {
  if (!(error instanceof AnnouncerError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
