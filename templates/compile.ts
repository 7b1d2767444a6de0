import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

// Writes the templates as modules, so that a Lambda's bundle, Node and the tests all read the same thing without
// looking for a file. `npm run templates` after every change; a test compares.
const here = (path: string): URL => new URL(path, import.meta.url);

const partials = Object.fromEntries(
  readdirSync(here('partials/'))
    .filter((name) => name.endsWith('.mjml'))
    .sort()
    .map((name) => [name.replace(/\.mjml$/, ''), readFileSync(here(`partials/${name}`), 'utf8')]),
);

const template = { main: readFileSync(here('episode.mjml'), 'utf8'), partials };

const generated = `// Written by \`npm run templates\` from templates/. Do not edit.
export const EPISODE_TEMPLATE = ${JSON.stringify(template, null, 2)} as const;
`;

writeFileSync(here('../lambdas/email/templates.generated.ts'), generated);
