import type { IngestAnswer, IngestRequest } from './types';

/**
 * Browsers send from any site. The write key is no secret and no cookie is read, so any origin is let in; `Retry-After` is
 * exposed because browser SDKs read it.
 */
export function withCors(request: IngestRequest, answer: IngestAnswer): IngestAnswer {
  const origin = request.header('origin');
  if (origin === undefined) return answer;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After, X-RateLimit-Reset',
      'cross-origin-resource-policy': 'cross-origin',
      vary: answer.headers.vary ? `${answer.headers.vary}, Origin` : 'Origin',
    },
  };
}

/** The answer to a preflight: whatever headers were asked for, kept by the browser for a day. */
export function preflight(request: IngestRequest): IngestAnswer {
  return withCors(request, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': request.header('access-control-request-headers') ?? 'authorization, content-type, x-retry-count',
      'access-control-max-age': '86400',
      vary: 'Access-Control-Request-Headers',
    },
    body: '',
  });
}
