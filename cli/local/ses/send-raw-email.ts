import {
  invalidParameter,
  members,
  namedMembers,
  type QueryRequest,
  type Refusal,
} from './query-protocol.ts';
import { duplicatedHeader, type Header, headersOf, valueOf } from './raw-message.ts';

/** A SendRawEmail that SES would look at further. */
export type Sending = {
  readonly raw: Buffer;
  readonly headers: readonly Header[];
  readonly source: string;
  readonly recipients: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
};

/** Of the message as it travels, which is base64. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const MAX_BASE64 = 10 * 1024 * 1024;
const MAX_RECIPIENTS = 50;
const TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** The sending, or why SES refuses it before it looks at quotas. */
export const readSending = (request: QueryRequest): Sending | Refusal => {
  const data = request.parameters.get('RawMessage.Data') ?? '';
  if (data === '')
    return invalidParameter("1 validation error detected: Value at 'rawMessage.data' is empty");
  if (data.length > MAX_BASE64)
    return invalidParameter(`Message length is more than ${MAX_BASE64} bytes long: '${data.length}'.`);
  const raw = Buffer.from(data, 'base64');
  const headers = headersOf(raw);
  const destinations = members(request, 'Destinations');
  const sending = {
    raw,
    headers,
    source: request.parameters.get('Source') ?? addressesIn(valueOf(headers, 'from'))[0] ?? '',
    recipients: destinations.length > 0 ? destinations : recipientsIn(headers),
    tags: namedMembers(request, 'Tags'),
    configurationSet: request.parameters.get('ConfigurationSetName'),
  };
  return faultOf(sending) ?? sending;
};

const faultOf = ({ headers, source, recipients, tags }: Sending): Refusal | undefined => {
  const twice = duplicatedHeader(headers);
  if (twice !== undefined) return invalidParameter(`Duplicate header '${twice}'.`);
  if (valueOf(headers, 'from') === undefined) return invalidParameter("Missing required header 'From'.");
  if (recipients.length === 0) return invalidParameter("Missing required header 'To'.");
  if (recipients.length > MAX_RECIPIENTS)
    return invalidParameter(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  const addressed = [
    ...recipients,
    source,
    ...headers.filter(isAddressHeader).flatMap(({ value }) => addressesIn(value)),
  ];
  for (const address of addressed) {
    const fault = addressFault(address);
    if (fault !== undefined) return invalidParameter(fault);
  }
  const badTag = Object.entries(tags)
    .flat()
    .find((text) => !TAG.test(text));
  if (badTag !== undefined) return invalidParameter(`Invalid tag: '${badTag}'.`);
  return undefined;
};

const isAddressHeader = ({ name }: Header): boolean => /^(?:from|sender|reply-to|to|cc|bcc)$/i.test(name);

/** SES has no SMTPUTF8: an address is ASCII, its domain in punycode. The texts are the ones SES answers. */
const addressFault = (address: string): string | undefined => {
  const at = address.lastIndexOf('@');
  if (at === -1) return "Missing final '@domain'";
  if (at === 0) return 'Missing local part';
  if (!/^[\x21-\x7e]+$/.test(address.slice(0, at))) return 'Local address contains control or whitespace';
  if (!/^[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$/.test(address.slice(at + 1)))
    return 'Domain contains illegal character';
  return undefined;
};

const recipientsIn = (headers: readonly Header[]): readonly string[] =>
  headers.filter(({ name }) => /^(?:to|cc|bcc)$/i.test(name)).flatMap(({ value }) => addressesIn(value));

/** The addresses of a header: what stands in angle brackets, or the whole part where there are none. */
const addressesIn = (value: string | undefined): readonly string[] =>
  (value ?? '')
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '')
    .split(',')
    .map((part) => (/<([^>]*)>/.exec(part)?.[1] ?? part).trim())
    .filter((part) => part !== '');
