// Every measurement, one after another, each in a process of its own; their results go to docs/benchmarks.md.
//
//   npm run bench                      all of them, some fifteen minutes
//   npm run bench -- pace cost         these, printed and not written down
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isMet, type Report, table } from './report.ts';

const MEASUREMENTS = [
  'personalise',
  'sending',
  'planning',
  'announcement',
  'pace',
  'cost',
  'pages',
  'bundles',
  'import',
] as const;
type Measurement = (typeof MEASUREMENTS)[number];

const Given: z.ZodType<Report> = z.object({
  title: z.string(),
  method: z.array(z.string()),
  figures: z.array(
    z.object({
      what: z.string(),
      value: z.number(),
      unit: z.string(),
      bar: z.union([z.object({ atMost: z.number() }), z.object({ atLeast: z.number() })]).exactOptional(),
    }),
  ),
});

/** Shows what the measurement prints, and reads its last line. */
const measure = async (name: Measurement): Promise<Report> => {
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let last = '';
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{')) console.log(line);
    last = line;
  }
  await exited;
  try {
    return Given.parse(JSON.parse(last));
  } catch (cause) {
    throw new Error(`bench/${name}.ts gave no report`, { cause });
  }
};

const page = (reports: readonly (readonly [Measurement, Report])[]): string => {
  const [processor] = cpus();
  return `${[
    '# Benchmarks',
    `Measured on ${new Date().toISOString().slice(0, 10)} with \`npm run bench\` on ${cpus().length} × ${processor?.model.trim() ?? 'an unnamed processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node ${process.versions.node}. Written by that command: change what it measures, not this page.`,
    ...reports.map(
      ([name, report]) =>
        `## ${report.title}\n\n${report.method.join(' ')}\n\n    node bench/${name}.ts\n\n${table(report)}`,
    ),
  ].join('\n\n')}\n`;
};

const asked = process.argv.slice(2);
const chosen = asked.length === 0 ? MEASUREMENTS : z.array(z.enum(MEASUREMENTS)).parse(asked);
const reports: (readonly [Measurement, Report])[] = [];
for (const name of chosen) reports.push([name, await measure(name)]);
if (asked.length === 0)
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)), page(reports));
if (!reports.every(([, { figures }]) => figures.every(isMet))) process.exitCode = 1;
