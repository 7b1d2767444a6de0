import type { z } from 'zod';

/** One broken rule of a record: which field, the value found there (shortened), and the rule it breaks. */
export type Fault = { readonly field: string; readonly value: string; readonly rule: string };

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Parses at an edge and reports every fault at once. Nothing of a record with a fault is used. */
export const parse = <S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> => {
  const result = schema.safeParse(input, { error: plainRule });
  if (result.success) return { ok: true, value: result.data };
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, input));
  const rest = faults.length - MOST_FAULTS;
  if (rest <= 0) return { ok: false, faults };
  const more = { field: '(record)', value: 'nothing like a record', rule: `${rest} more faults` };
  return { ok: false, faults: [...faults.slice(0, MOST_FAULTS), more] };
};

/** More than anybody mends by hand, and little enough for a log event (CloudWatch takes 256 KB). */
const MOST_FAULTS = 500;

/** `episode.yaml: 2 faults` and a line for each: the text a person reads. */
export const describeFaults = (what: string, faults: readonly Fault[]): string =>
  [
    `${what}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`,
    ...faults.map((fault) => `  ${fault.field}: ${fault.rule} (found ${fault.value})`),
  ].join('\n');

/** As a log may hold them: no value in which an address could stand. */
export const forLog = (faults: readonly Fault[]): readonly Fault[] =>
  faults.map((fault) =>
    fault.value.includes('@') ? { ...fault, value: 'a value that is not shown' } : fault,
  );

const faultsOf = (issue: z.core.$ZodIssue, input: unknown): readonly Fault[] => {
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({
    field: fieldName(path),
    value: shown(at(input, path)),
    rule: issue.message,
  }));
};

/** For those who wrote the record, where its schema has no words of its own. */
const plainRule = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      if (issue.input === null) return 'is empty';
      if (issue.expected === 'string' && typeof issue.input !== 'object')
        return 'must be text: put it in quotes';
      return TYPES[issue.expected];
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return 'no such field';
    case 'too_big':
      return `at most ${issue.maximum}${UNITS[issue.origin] ?? ''}`;
    case 'too_small':
      return issue.minimum === 1 && issue.origin in UNITS
        ? 'must not be empty'
        : `at least ${issue.minimum}${UNITS[issue.origin] ?? ''}`;
    // zod's own words will do.
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return undefined;
    default:
      return issue satisfies never;
  }
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'must be text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be fields with a value each',
};

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

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
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};
