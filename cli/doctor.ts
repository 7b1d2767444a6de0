import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Finding, Light } from './doctor/finding.ts';
import { EXIT } from './exit-codes.ts';
import { type Cli, NO_ARGUMENTS, NO_OPTIONS } from './session.ts';

export const registerDoctor = (program: Command, cli: Cli): Command =>
  cli.verb(
    program
      .command('doctor')
      .description('look at every part of the system: green, amber or red, each with its mend')
      .addHelpText(
        'after',
        `
Ends with 0 when all is green, 6 when something is amber, 1 when something is red.`,
      ),
    { args: NO_ARGUMENTS, options: NO_OPTIONS },
    async (session) => {
      const { examine } = await import('./doctor/examine.ts');
      const findings = await examine(session, await version());
      session.output.result({ findings }, () => findings.map(line).join('\n'));
      session.setExit(exitFor(findings));
    },
  );

const Package = z.object({ version: z.string() });

const version = async (): Promise<string> =>
  Package.parse(JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))).version;

const exitFor = (findings: readonly Finding[]) => {
  if (findings.some(({ light }) => light === 'red')) return EXIT.refused;
  return findings.some(({ light }) => light === 'amber') ? EXIT.partly : EXIT.done;
};

/** In words and not in colour alone. */
const SIGNS: Readonly<Record<Light, string>> = { green: 'ok   ', amber: 'AMBER', red: 'RED  ' };

const line = ({ what, light, found, mend }: Finding): string =>
  `${SIGNS[light]}  ${what}: ${found}${mend === undefined ? '' : `\n         ${mend}`}`;
