import { AnnouncerError } from '../lambdas/errors.ts';
import type { Connection, Target } from './connection.ts';
import { readLocalSystem } from './local-system.ts';
import { readStack } from './stack.ts';

/** Opens the system a command is for. The two differ in their environment alone. */
export const open = async (target: Target): Promise<Connection> => {
  switch (target.kind) {
    case 'local': {
      const system = await readLocalSystem(target.folder);
      return {
        ...ports(system.environment),
        where: `the local system in ${target.folder}`,
        environment: system.environment,
        inbox: system.addresses.inbox,
      };
    }
    case 'stack': {
      const { environment, region } = await readStack(target.name);
      return { ...ports(environment), where: `stack ${target.name} in ${region}`, environment };
    }
    default:
      return target satisfies never;
  }
};

// Until lambdas/aws/wiring.ts is here: every port says so.
const ports = (_environment: Readonly<Record<string, string>>) => {
  const missing = async (): Promise<never> => {
    throw new AnnouncerError('Unreachable', 'this version has no adapters yet');
  };
  return {
    catalog: missing,
    subscribers: missing,
    audience: missing,
    limits: missing,
    announcements: missing,
    pace: missing,
    queues: missing,
    mailer: missing,
    keys: missing,
  };
};
