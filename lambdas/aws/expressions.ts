import { type Attributes, type Row, toRow } from './rows.ts';

type Texts = {
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
};

/**
 * Expressions in which every attribute is written `#attribute` and every value `:value`. The aliases keep clear
 * of DynamoDB's 573 reserved words (`status`, `language` and `number` among them).
 */
export const expressed = <T extends Texts>(texts: T, values: Attributes = {}) => {
  const names = Object.values(texts).flatMap((text) =>
    [...text.matchAll(/#(\w+)/g)].map((found) => found[1] ?? ''),
  );
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return {
    ...texts,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ...(entries.length === 0 ? {} : { ExpressionAttributeValues: prefixed(entries) }),
  };
};

/** The update that gives each attribute its value, and removes those that are undefined. */
export const setting = (attributes: Attributes): string => {
  const names = Object.keys(attributes);
  const kept = names.filter((name) => attributes[name] !== undefined).map((name) => `#${name} = :${name}`);
  const gone = names.filter((name) => attributes[name] === undefined).map((name) => `#${name}`);
  return [
    ...(kept.length === 0 ? [] : [`SET ${kept.join(', ')}`]),
    ...(gone.length === 0 ? [] : [`REMOVE ${gone.join(', ')}`]),
  ].join(' ');
};

/** The update that adds numbers to counters, or members to sets. */
export const adding = (names: readonly string[]): string =>
  `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`;

const prefixed = (entries: readonly (readonly [string, unknown])[]): Row =>
  toRow(Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])));
