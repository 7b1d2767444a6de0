import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';

export const askStackStatus = async (name: string): Promise<string> => {
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: name }));
  return Stacks?.[0]?.StackStatus ?? 'not there';
};

/** SES v1 does not tell what a configuration set suppresses, so what was deployed is asked. */
export const askSuppression = async (name: string): Promise<readonly string[]> => {
  const { TemplateBody = '' } = await new CloudFormationClient({}).send(
    new GetTemplateCommand({ StackName: name }),
  );
  const reasons = /"?SuppressedReasons"?\s*:\s*\[([^\]]*)\]/.exec(TemplateBody)?.[1] ?? '';
  return [...reasons.matchAll(/[A-Z]+/g)].map(([reason]) => reason);
};

export const askQueueDepth = async (url: string): Promise<number> => {
  const { Attributes } = await new SQSClient({}).send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
};
