import { parentPort } from 'node:worker_threads';
import { noReport, reportOf, sumOfReports } from './report.ts';
import { runSeed } from './run.ts';
import { protocolNamed } from './wrong-protocols/catalogue.ts';

/** A stretch of seeds for one worker. */
export type Stretch = { readonly from: number; readonly seeds: number; readonly wrong: string | undefined };

// Refusals of a table are thrown by the thousand and read by nobody here.
Error.stackTraceLimit = 0;

parentPort?.on('message', ({ from, seeds, wrong }: Stretch) => {
  void (async () => {
    let report = noReport;
    const protocol = protocolNamed(wrong);
    for (let seed = from; seed < from + seeds; seed += 1)
      report = sumOfReports(report, reportOf(await runSeed(seed, protocol)));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- threads have no origin
    parentPort?.postMessage(report);
  })();
});
