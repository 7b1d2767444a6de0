import { type SweepDeps, type SweepReport, sweep } from '../announcements/sweep.ts';

/** The five-minute schedule. Its report is logged whole: what it found, mended, and waits for. */
export const createSweepHandler =
  (deps: SweepDeps & { readonly before?: () => Promise<void> }) => async (): Promise<SweepReport> => {
    // Schedules that never fired publish their episodes first, so that this sweep announces them.
    await deps.before?.();
    const report = await sweep(deps);
    for (const { record, faults } of report.invalid) deps.log('record.invalid', { record, faults });
    deps.log('sweep.done', {
      announced: report.announced,
      closed: report.closed,
      waiting: report.waiting,
      paused: report.paused,
      requeuedPlans: report.requeuedPlans,
      requeuedBatches: report.requeuedBatches,
      invalid: report.invalid.length,
    });
    return report;
  };
