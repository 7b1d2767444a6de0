import { request } from 'node:http';

export type Answer = { readonly status: number; readonly text: string };

/**
 * Opens an address of the pages the way a browser does once the DNS has brought it to the API: by the name in the
 * request. The endpoint stands in for DNS and TLS, neither of which an emulator has.
 */
export const openAt =
  (endpoint: string) =>
  (url: string, form?: Readonly<Record<string, string>>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { host, pathname, search } = new URL(url);
      const body = form === undefined ? undefined : new URLSearchParams(form).toString();
      const asked = request(
        new URL(`${pathname}${search}`, endpoint),
        {
          method: form === undefined ? 'GET' : 'POST',
          headers: {
            host,
            ...(body === undefined
              ? {}
              : {
                  'content-type': 'application/x-www-form-urlencoded',
                  'content-length': Buffer.byteLength(body),
                }),
          },
        },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (part: string) => (text += part));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
