import type { Connection } from '../connection.ts';
import { messageOf } from '../failure.ts';
import type { Session } from '../session.ts';
import { type Finding, green, red } from './finding.ts';

export type Reached = { readonly findings: readonly Finding[]; readonly connection: Connection | undefined };

/** Region, credentials and the system itself: without them there is nothing more to look at. */
export const reach = async (session: Session): Promise<Reached> => {
  const surroundings = session.target.kind === 'local' ? [] : await lookAtSurroundings();
  if (surroundings.some(({ light }) => light === 'red'))
    return { findings: surroundings, connection: undefined };
  try {
    const connection = await session.connection();
    return { findings: [...surroundings, green('connection', connection.where)], connection };
  } catch (error) {
    // What is wrong, a colon, and what to do: so the command line says everything.
    const [found = '', ...mend] = messageOf(error).split(': ');
    const said = red('connection', found, mend.join(': ') || 'choose another account, region or --stack');
    return { findings: [...surroundings, said], connection: undefined };
  }
};

const lookAtSurroundings = async (): Promise<readonly Finding[]> => {
  const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation');
  const { config } = new CloudFormationClient({});
  const region = await config.region().then(
    (name) => green('region', name),
    () => red('region', 'none', 'set AWS_REGION, or AWS_PROFILE to a profile with a region'),
  );
  const credentials = await config.credentials().then(
    ({ accessKeyId }) => green('credentials', `access key ${accessKeyId.slice(0, 8)}…`),
    () => red('credentials', 'none', 'log in (e.g. "aws sso login") or set AWS_PROFILE'),
  );
  return [region, credentials];
};
