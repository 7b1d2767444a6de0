import { writeFileSync } from 'node:fs';
import { compileTemplates } from './compile.ts';

for (const { path, text } of await compileTemplates())
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
