import type { Log } from '../lambdas/announcements/ports.ts';
import type { Connection, Target } from './connection.ts';
import { readLocalSystem } from './local-system.ts';
import { openPorts } from './ports.ts';
import { readStack } from './stack.ts';

/**
 * Opens the system a command is for. The two differ in their environment alone. `log` is told what an adapter finds
 * wrong in a table, a row that is no record for one.
 */
export const open = async (target: Target, log: Log): Promise<Connection> => {
  switch (target.kind) {
    case 'local': {
      const system = await readLocalSystem(target.folder);
      return {
        ...openPorts(system.environment, log),
        where: `the local system in ${target.folder}`,
        environment: system.environment,
        inbox: system.addresses.inbox,
      };
    }
    case 'stack': {
      const { environment, region } = await readStack(target.name);
      return { ...openPorts(environment, log), where: `stack ${target.name} in ${region}`, environment };
    }
    default:
      return target satisfies never;
  }
};
