import { VARIABLES } from '../lambdas/aws/environment.ts';
import { AnnouncerError } from '../lambdas/errors.ts';

/** The name `npm run deploy` gives the stack unless configured otherwise. */
export const DEFAULT_STACK = 'EpisodeAnnouncer';

/** `CATALOG_TABLE` is the output `CatalogTable`: CloudFormation takes letters and digits only. */
export const outputNameOf = (variable: string): string =>
  variable
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');

/** Reads the stack's outputs as the variables of lambdas/aws/environment.ts. */
export const readStack = async (
  name: string,
): Promise<{ readonly environment: Record<string, string>; readonly region: string }> => {
  const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  const client = new CloudFormationClient({});
  const region = await client.config.region().catch(() => {
    throw new AnnouncerError(
      'Unreachable',
      'no AWS region: set AWS_REGION or choose a profile with AWS_PROFILE; for the system on this machine add --local',
    );
  });
  const answer = await client.send(new DescribeStacksCommand({ StackName: name })).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message))
      throw new AnnouncerError(
        'Unreachable',
        `no stack ${name} in ${region}: deploy it with "npm run deploy", name another with --stack, ` +
          'choose the account and region with AWS_PROFILE and AWS_REGION, or add --local',
      );
    throw error;
  });
  const outputs = new Map(
    (answer.Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const environment: Record<string, string> = {};
  for (const variable of Object.values(VARIABLES)) {
    const value = outputs.get(outputNameOf(variable));
    if (value !== undefined) environment[variable] = value;
  }
  return { environment, region };
};
