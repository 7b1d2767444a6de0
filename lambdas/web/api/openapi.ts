import * as z from 'zod';
import { problem, type ProblemName } from '../problem.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { ProblemView } from './schemas.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12: what zod writes. */
export const openApi = (publicUrl: string): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [operationId, operation] of Object.entries<Operation>(OPERATIONS)) {
    const path = `/api/shows/{show}${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: described(operationId, operation) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Episode Announcer',
      version: '1',
      description: 'Subscribe to a show by email, choose, leave, and see what is held. Errors are RFC 9457.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: publicUrl }],
    paths,
    components: {
      schemas: schemasOf(Object.values<Operation>(OPERATIONS)),
      securitySchemes: {
        preferencesToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The last part of the preferences link in any email.',
        },
      },
    },
  };
};

const described = (operationId: string, operation: Operation): Json => ({
  operationId,
  summary: operation.summary,
  security: operation.byToken ? [{ preferencesToken: [] }] : [],
  parameters: [
    { name: 'show', in: 'path', required: true, schema: { type: 'string' } },
    ...Object.entries(operation.query ?? {}).map(([name, description]) => ({
      name,
      in: 'query',
      description,
      schema: { type: 'string' },
    })),
  ],
  ...(operation.takes === undefined
    ? {}
    : { requestBody: { required: true, content: jsonOf(operation.takes, 'application/json') } }),
  responses: responsesOf(operation),
});

const responsesOf = ({ gives, problems }: Operation): Json => {
  const responses: Record<string, Json> = {
    [gives.status]: {
      description: gives.status === 204 ? 'Done.' : 'The answer.',
      ...(gives.body === undefined ? {} : { content: jsonOf(gives.body, 'application/json') }),
    },
  };
  const names: readonly ProblemName[] = ['not-found', ...problems];
  for (const [status, ones] of Map.groupBy(names, (name) => problem(name).status))
    responses[status] = {
      description: ones.map((name) => `\`${problem(name).type}\`: ${problem(name).title}`).join('\n\n'),
      content: jsonOf(ProblemView, 'application/problem+json'),
    };
  return responses;
};

const jsonOf = (schema: z.ZodType, type: string): Json => ({
  [type]: { schema: { $ref: `#/components/schemas/${idOf(schema)}` } },
});

const schemasOf = (operations: readonly Operation[]): Json => {
  const used = new Set<z.ZodType>([ProblemView]);
  for (const { takes, gives } of operations)
    for (const schema of [takes, gives.body]) if (schema !== undefined) used.add(schema);
  return Object.fromEntries([...used].map((schema) => [idOf(schema), writtenOut(schema)]));
};

/** zod puts what has an id under `$defs` and points there, which in a part of a document leads nowhere. */
const writtenOut = (schema: z.ZodType): Json => {
  const { $defs } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const { id: _, ...rest } = $defs?.[idOf(schema)] ?? {};
  return rest;
};

const idOf = (schema: z.ZodType): string => {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('a schema of the API has no id');
  return id;
};
