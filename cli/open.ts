import type { Connection, Target } from './connection.ts';
import { readLocalSystem } from './local-system.ts';
import { openPorts } from './ports.ts';
import { readStack } from './stack.ts';

/** Opens the system a command is for. The two differ in their environment alone. */
export const open = async (target: Target): Promise<Connection> => {
  switch (target.kind) {
    case 'local': {
      const system = await readLocalSystem(target.folder);
      return {
        ...openPorts(system.environment),
        where: `the local system in ${target.folder}`,
        environment: system.environment,
        inbox: system.addresses.inbox,
      };
    }
    case 'stack': {
      const { environment, region } = await readStack(target.name);
      return { ...openPorts(environment), where: `stack ${target.name} in ${region}`, environment };
    }
    default:
      return target satisfies never;
  }
};
