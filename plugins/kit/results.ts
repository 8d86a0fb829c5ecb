import type { HttpAnswer, RowResult } from './types';

const LONGEST_RETRY_AFTER_MS = 86_400_000;

/**
 * Reads an HTTP answer as the outcome of a row: 2xx is done; 408, 425, 429 and 5xx are tried again, not before `Retry-After`; any other
 * status will not change by trying again.
 */
export function resultOfAnswer(answer: HttpAnswer, now: Date): RowResult {
  const { status, body: response } = answer;
  const seen = { responseStatus: status, response };
  if (status >= 200 && status < 300) return { ok: true, ...seen };
  const retry = status === 408 || status === 425 || status === 429 || status >= 500;
  const retryAfterMs = retry ? retryAfter(answer.headers['retry-after'], now) : undefined;
  return {
    ok: false,
    retry,
    code: `http_${status}`,
    message: `The receiver answered ${status}.`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...seen,
  };
}

/** `Retry-After` in seconds or as a date, as milliseconds from now; at most a day. Undefined when it says nothing usable. */
export function retryAfter(header: string | undefined, now: Date): number | undefined {
  if (!header) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_RETRY_AFTER_MS) : undefined;
}

/** Codes of the HTTP client that no second attempt can mend. */
const FINAL: Record<string, string> = {
  blocked_address: 'The address is private or not allowed. An administrator can allow it with ALLOW_PRIVATE_HOSTS.',
  invalid_url: 'The address is not a usable URL.',
};

const SAID: Record<string, string> = {
  timeout: 'The receiver did not answer in time.',
  ECONNREFUSED: 'The receiver refused the connection.',
  ECONNRESET: 'The receiver closed the connection.',
  ENOTFOUND: 'The name of the receiver could not be resolved.',
};

/** Reads a failure of the HTTP client as the outcome of a row. Only its code is used: messages may quote addresses with secrets. */
export function resultOfFailure(error: unknown): RowResult {
  const raw = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const code = /^[A-Za-z0-9_]{1,40}$/.test(raw) ? raw : 'network';
  const final = FINAL[code];
  if (final) return { ok: false, retry: false, code, message: final };
  return { ok: false, retry: true, code, message: SAID[code] ?? 'The receiver could not be reached.' };
}
