import { randomUUID } from 'node:crypto';

/**
 * The AWS query protocol as SES v1 speaks it: form-encoded parameters in, XML out.
 * https://docs.aws.amazon.com/ses/latest/APIReference/CommonParameters.html
 */
export type QueryRequest = {
  readonly action: string;
  readonly parameters: ReadonlyMap<string, string>;
};

export const readQuery = (body: string): QueryRequest => {
  const parameters = new Map<string, string>();
  for (const pair of body.split('&')) {
    const equals = pair.indexOf('=');
    if (equals > 0) parameters.set(decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1)));
  }
  return { action: parameters.get('Action') ?? '', parameters };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new QueryFault({
      status: 400,
      code: 'MalformedQueryString',
      message: 'The query string contains a syntax error',
    });
  }
};

/** `Destinations.member.1`, `Destinations.member.2` … in their order. */
export const members = (request: QueryRequest, list: string): readonly string[] => {
  const found: string[] = [];
  for (let at = 1; ; at += 1) {
    const value = request.parameters.get(`${list}.member.${at}`);
    if (value === undefined) return found;
    found.push(value);
  }
};

/** A list of name and value pairs, such as the tags: `Tags.member.1.Name`, `Tags.member.1.Value`. */
export const namedMembers = (request: QueryRequest, list: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (let at = 1; ; at += 1) {
    const name = request.parameters.get(`${list}.member.${at}.Name`);
    if (name === undefined) return found;
    found[name] = request.parameters.get(`${list}.member.${at}.Value`) ?? '';
  }
};

/** What SES answers instead of doing what was asked. */
export type Refusal = { readonly status: number; readonly code: string; readonly message: string };

export class QueryFault extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'QueryFault';
    this.refusal = refusal;
  }
}

export const invalidParameter = (message: string): Refusal => ({
  status: 400,
  code: 'InvalidParameterValue',
  message,
});

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

export const resultXml = (action: string, fields: Readonly<Record<string, string>>): string =>
  [
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>`,
    ...Object.entries(fields).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`),
    `</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  ].join('');

export const refusalXml = ({ status, code, message }: Refusal): string =>
  [
    `<ErrorResponse xmlns="${NAMESPACE}"><Error>`,
    `<Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${escaped(code)}</Code><Message>${escaped(message)}</Message>`,
    `</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  ].join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
