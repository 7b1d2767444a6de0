import type { HonoRequest } from 'hono';

/** The largest form has 900 characters of free text; nothing needs more. */
export const MAX_BODY_BYTES = 16_384;

export type Body =
  | { readonly kind: 'fields'; readonly fields: ReadonlyMap<string, string> }
  | { readonly kind: 'too large' }
  | { readonly kind: 'not a form' };

/** Text fields of an urlencoded or multipart form; of a name given twice the last one counts. Files are none. */
export const readForm = async (request: HonoRequest): Promise<Body> => {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_BODY_BYTES) return { kind: 'too large' };
  // A mail program that does not say what it posts posts a form: whoever wants to leave must not fail at that.
  const type = request.header('content-type') ?? 'application/x-www-form-urlencoded';
  if (bytes.byteLength === 0) return { kind: 'fields', fields: new Map() };
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    return { kind: 'not a form' };
  try {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    const fields = new Map<string, string>();
    for (const [name, value] of form) if (typeof value === 'string') fields.set(name, value);
    return { kind: 'fields', fields };
  } catch {
    // formData() throws for a multipart body that does not keep its own boundary.
    return { kind: 'not a form' };
  }
};
