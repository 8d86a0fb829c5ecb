import { env } from './env';

/**
 * The policy of a page: scripts by nonce only. Styles may be inline because Mantine and the charts set style attributes,
 * and a nonce would switch that off. React's development build needs eval.
 */
export function contentSecurityPolicy(nonce: string): string {
  const dev = env().NODE_ENV === 'development';
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What everything but a page answers with: nothing may be loaded or framed. */
const closedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Headers of every answer of the server, errors included. */
export function securityHeaders(): Record<string, string> {
  return {
    'content-security-policy': closedPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
    ...(env().APP_URL?.startsWith('https://') ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}
