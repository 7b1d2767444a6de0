import type { z } from 'zod';

/** One broken rule of a record: which field, the value found there (shortened), and the rule it breaks. */
export type Fault = { readonly field: string; readonly value: string; readonly rule: string };

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Parses at an edge and reports every fault at once. Nothing of a record with a fault is used. */
export const parse = <S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> => {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    faults: result.error.issues.map((issue) => ({
      field: fieldName(issue.path),
      value: shown(at(input, issue.path)),
      rule: issue.message,
    })),
  };
};

/** `episode.yaml: 2 faults` and a line for each: the text a person reads. */
export const describeFaults = (what: string, faults: readonly Fault[]): string =>
  [
    `${what}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`,
    ...faults.map((fault) => `  ${fault.field}: ${fault.rule} (found ${fault.value})`),
  ].join('\n');

const fieldName = (path: readonly PropertyKey[]): string =>
  path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('') || '(record)';

const at = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    input,
  );

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};
