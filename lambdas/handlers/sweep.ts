import { type SweepDeps, type SweepReport, sweep } from '../announcements/sweep.ts';
import { forLog } from '../faults.ts';

/** The five-minute schedule. Its report is logged whole: what it found, mended, and waits for. */
export const createSweepHandler =
  (deps: SweepDeps & { readonly before?: () => Promise<void> }) => async (): Promise<SweepReport> => {
    // Schedules that never fired publish their episodes first, so that this sweep announces them.
    await deps
      .before?.()
      .catch((error: unknown) =>
        deps.log('sweep.failed', { what: 'overdue schedules', error: String(error) }),
      );
    const report = await sweep(deps);
    for (const { record, faults } of report.invalid)
      deps.log('record.invalid', { record, faults: forLog(faults) });
    for (const { what, error } of report.failed) deps.log('sweep.failed', { what, error });
    deps.log('sweep.done', {
      announced: report.announced,
      closed: report.closed,
      waiting: report.waiting,
      paused: report.paused,
      requeuedPlans: report.requeuedPlans,
      requeuedBatches: report.requeuedBatches,
      invalid: report.invalid.map(({ record }) => record),
      failed: report.failed.map(({ what }) => what),
    });
    return report;
  };
