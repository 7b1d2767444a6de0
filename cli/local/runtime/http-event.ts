import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * A request as an HTTP API hands it to a function in payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html).
 */
export const httpEvent = (request: IncomingMessage, body: Buffer): APIGatewayProxyEventV2 => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const now = new Date();
  const method = request.method ?? 'GET';
  const cookies = (request.headers.cookie ?? '').split(';').flatMap((cookie) => cookie.trim() || []);
  const encoded = body.length > 0 && !isText(request.headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: headersOf(request),
    ...(url.search === '' ? {} : { queryStringParameters: queryOf(url) }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(encoded ? 'base64' : 'utf8') }),
    isBase64Encoded: encoded,
  };
};

/** API Gateway leaves these as text and encodes every other body, forms among them. */
const isText = (contentType: string): boolean =>
  /^(?:text\/|application\/(?:json|javascript|xml|.*\+json|.*\+xml))/i.test(contentType);

/** Names in lower case, repeated ones joined by commas; cookies travel apart. */
const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct).flatMap(([name, values]) =>
      name === 'cookie' || values === undefined ? [] : [[name, values.join(',')]],
    ),
  );

const queryOf = (url: URL): Record<string, string> =>
  Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((name) => [name, url.searchParams.getAll(name).join(',')]),
  );
