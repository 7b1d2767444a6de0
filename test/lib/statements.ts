import type { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
const Policy = z.object({
  Properties: z.object({
    Roles: z.array(z.object({ Ref: z.string() })),
    PolicyDocument: z.object({ Statement: z.array(Statement) }),
  }),
});
const LambdaFunction = z.object({
  Properties: z.object({ Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }) }),
});

/** One action that a function may do, on one resource, written as short as a reader wants it. */
export type Permission = {
  readonly function: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
};

export const permissionsOf = (template: Template): readonly Permission[] => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).map((raw) => Policy.parse(raw));
  return Object.entries(template.findResources('AWS::Lambda::Function')).flatMap(([id, raw]) => {
    const [role] = LambdaFunction.parse(raw).Properties.Role['Fn::GetAtt'];
    return policies
      .filter((policy) => policy.Properties.Roles.some(({ Ref }) => Ref === role))
      .flatMap((policy) => policy.Properties.PolicyDocument.Statement)
      .flatMap((statement) =>
        statement.Action.flatMap((action) =>
          resourcesOf(statement.Resource).map((resource) => ({
            function: withoutHash(id),
            action,
            resource,
            condition: statement.Condition,
          })),
        ),
      );
  });
};

/** The environment variables that the template sets, by function. */
export const variablesOf = (template: Template): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    Object.entries(template.findResources('AWS::Lambda::Function')).map(([id, raw]) => [
      withoutHash(id),
      new Set(Object.keys(WithVariables.parse(raw).Properties.Environment.Variables)),
    ]),
  );

const WithVariables = z.object({
  Properties: z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }),
});

/** CDK ends a logical id with eight hex digits. */
export const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

const resourcesOf = (resource: unknown): readonly string[] =>
  Array.isArray(resource) ? resource.map(shortened) : [shortened(resource)];

const Join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const GetAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const Reference = z.object({ Ref: z.string() });

const shortened = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const join = Join.safeParse(value);
  if (join.success) return join.data['Fn::Join'][1].map(shortened).join('');
  const attribute = GetAtt.safeParse(value);
  if (attribute.success) return withoutHash(attribute.data['Fn::GetAtt'][0]);
  const reference = Reference.safeParse(value);
  if (reference.success) return withoutHash(reference.data.Ref);
  return JSON.stringify(value);
};
