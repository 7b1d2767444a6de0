import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Ran = { readonly stdout: string; readonly stderr: string };

type Options = {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The exit statuses that are no failure; 0 alone without it. */
  readonly statuses?: readonly number[];
};

/** Runs a program to its end. What fails throws with all it said. */
export const run = (program: string, words: readonly string[], options: Options = {}): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if ((options.statuses ?? [0]).includes(code ?? -1)) resolve({ stdout, stderr });
      else reject(new Error(`${program} ${words.join(' ')} ended with ${code}\n${stdout}\n${stderr}`));
    });
  });

/** Asks until there is an answer. `what` says in the failure what was waited for. */
export const waitFor = async <T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};
