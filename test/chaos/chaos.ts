import { z } from 'zod';
import { readCommandLine, runScript } from '../../cli/local/command-line.ts';
import { type ChaosResult, runChaos } from './run.ts';

const USAGE = `npm run chaos -- [--runs N] [--subscribers N] [--seed N]

Announces to N subscribers (default 2000) from sender processes that are killed with SIGKILL at random moments, over
an SES endpoint (a process of its own) that throttles, resets connections and answers 500. Then compares what
the endpoint accepted with the ledger, member by member. Each run ends by itself within two minutes.`;

const Options = z.object({
  runs: z.coerce.number('must be a number').int().min(1).max(100).default(1),
  subscribers: z.coerce.number('must be a number').int().min(100).max(20_000).default(2_000),
  seed: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .default(() => Date.now() % 1_000_000),
  help: z.boolean().default(false),
});

/** A run in which this little went wrong proves nothing. */
const FEWEST_KILLS = 3;

const told = (seed: number, result: ChaosResult): string => {
  const { books, doubts } = result;
  const causes = Object.entries(result.refused).map(([cause, times]) => `${times} ${cause}`);
  return [
    `seed ${seed}: ${result.kills} senders killed, ${(result.ms / 1000).toFixed(1)} s`,
    `  endpoint  ${result.accepted} accepted (${result.answersLost} of them never told); refused ${causes.join(', ')}`,
    `  ledger    ${books.audience} = ${books.accepted} accepted + ${books.excluded} excluded + ${books.rejected} rejected + ${books.unknown} unknown`,
    `  unknown   ${doubts.taken} that SES had taken, ${doubts.notTaken} that it had not`,
  ].join('\n');
};

const faultsOf = (result: ChaosResult): readonly string[] => [
  ...result.violations,
  ...(result.kills < FEWEST_KILLS
    ? [`only ${result.kills} senders were killed: the run proves nothing`]
    : []),
];

await runScript(USAGE, async () => {
  const flags = {
    runs: { type: 'string' },
    subscribers: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const options = readCommandLine(Options, flags, process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  for (let run = 0; run < options.runs; run += 1) {
    const seed = options.seed + run;
    const result = await runChaos({ seed, subscribers: options.subscribers });
    const faults = faultsOf(result);
    console.log(told(seed, result));
    if (faults.length > 0) {
      console.log(['', 'NOT kept:', ...faults.slice(0, 20).map((fault) => `  ${fault}`)].join('\n'));
      return 1;
    }
    console.log('  kept: nobody twice, every accepted one really accepted, every difference a "?"');
  }
  return 0;
});
