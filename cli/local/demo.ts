import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readCommandLine, runScript } from './command-line.ts';
import { report } from './demo/report.ts';
import { contradictions } from './demo/verdict.ts';
import { createLineLog } from './log.ts';

const USAGE = `npm run demo -- [--subscribers N] [--json]

Starts the local system in memory, signs N people up and confirms them over HTTP, publishes the example episode,
waits until the announcement closes, and checks the inbox: everybody who confirmed has the episode exactly once,
and nobody else has it. Writes the mail to out/.

  --subscribers N  people who confirm and stay (default 50)
  --json           the last line of the output is one JSON object with the figures`;

const Options = z.object({
  subscribers: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100_000, 'at most 100,000 fit into the memory of this demo')
    .default(50),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** What the handlers log is of interest when something went wrong. */
const LAST_LINES = 40;

const demo = async ({ subscribers, json }: z.infer<typeof Options>): Promise<boolean> => {
  // Imported here, so that a wrong command line is told at once.
  const { startSystem } = await import('./system.ts');
  const { runDemo } = await import('./demo/run.ts');
  const { writeFiles } = await import('./demo/files.ts');
  const folder = mkdtempSync(join(tmpdir(), 'announcer-demo-'));
  const lines: string[] = [];
  const system = await startSystem({
    keysFile: join(folder, 'keys.json'),
    pagesPort: 0,
    inboxPort: 0,
    sweepEveryMs: 2_000,
    senders: 2,
    conditions: { keep: 1_000_000 },
    log: createLineLog((line) => void lines.push(line)),
  });
  try {
    const run = await runDemo(system, subscribers, (line) => console.log(line));
    const contradicted = contradictions(run.outcome, subscribers);
    const did = (what: string): number => run.everybody.filter(({ does }) => does === what).length;
    const facts = {
      title: run.examples.episode.title,
      signedUp: run.everybody.length,
      neverConfirmed: did('never confirms'),
      leftAgain: did('leaves again'),
      signUpMs: run.signUpMs,
      confirmMs: run.confirmMs,
      // Kilobytes on every platform that Node runs on.
      memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
      files: await writeFiles(system, 'out'),
    };
    console.log(report(facts, run.outcome, contradicted));
    if (json) console.log(JSON.stringify(run.outcome));
    return contradicted.length === 0;
  } catch (error) {
    console.error(lines.slice(-LAST_LINES).join('\n'));
    if (json) console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    throw error;
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

await runScript(USAGE, async () => {
  const flags = {
    subscribers: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  } as const;
  const options = readCommandLine(Options, flags, process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  return (await demo(options)) ? 0 : 1;
});
