import process from 'node:process';
import { systemClock } from '../lambdas/aws/system-clock.ts';
import { open } from './open.ts';
import { runProgram } from './program.ts';

const interruption = new AbortController();
process.on('SIGINT', () => interruption.abort());
process.on('SIGTERM', () => interruption.abort());
// `announcer episode list | head` closes the pipe early: that ends the command and is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  environment: process.env,
  clock: systemClock,
  interrupted: interruption.signal,
  open: (target) =>
    open(target, (event, fields) => process.stderr.write(`announcer: ${event} ${JSON.stringify(fields)}\n`)),
});
