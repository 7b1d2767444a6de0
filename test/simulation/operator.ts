import {
  cancelAnnouncement,
  type OperateDeps,
  pauseAnnouncement,
  resolveDoubts,
  resumeAnnouncement,
} from '../../lambdas/announcements/operate.ts';
import { AnnouncerError } from '../../lambdas/errors.ts';
import type { AnnouncementId } from '../../lambdas/ids.ts';
import type { FaultKind } from './fault-log.ts';
import type { Ports } from './ports.ts';
import type { Process } from './process.ts';
import type { Trace } from './trace.ts';

export type Verb = 'pause' | 'resume' | 'cancel' | 'accept' | 'resend';

export const FAULT_OF: Readonly<Record<Verb, FaultKind>> = {
  pause: 'operator pauses',
  resume: 'operator resumes',
  cancel: 'operator cancels',
  accept: 'operator resolves',
  resend: 'operator resolves',
};

/** What the command line does for an operator. A refusal is an ordinary answer. */
export const operate = async (
  process: Process,
  ports: Ports,
  verb: Verb,
  id: AnnouncementId,
  trace: Trace,
): Promise<undefined> => {
  const deps: OperateDeps = {
    ...ports,
    log: (name, fields) => trace(process.name, () => `log ${name} ${JSON.stringify(fields)}`),
  };
  trace(process.name, () => `${verb} ${id}`);
  try {
    await act(deps, verb, id);
  } catch (error) {
    if (!(error instanceof AnnouncerError)) throw error;
    trace(process.name, () => error.message);
  }
};

const act = async (deps: OperateDeps, verb: Verb, id: AnnouncementId): Promise<unknown> => {
  switch (verb) {
    case 'pause':
      return pauseAnnouncement(deps, id, 'the operator said so');
    case 'resume':
      return resumeAnnouncement(deps, id);
    case 'cancel':
      return cancelAnnouncement(deps, id);
    case 'accept':
    case 'resend':
      return resolveDoubts(deps, id, verb);
    default:
      return verb satisfies never;
  }
};
