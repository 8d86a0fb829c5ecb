import type { HttpAnswer, HttpFailure } from '@/lib/http';
import type { RowResult } from './types';

const LONGEST_RETRY_AFTER_MS = 86_400_000;

/**
 * Reads what came of an HTTP call as the outcome of a row: 2xx is done; 408, 425, 429 and 5xx are tried again, not before `Retry-After`,
 * and so is a call without an answer; any other status, and a refused address, will not change by trying again.
 */
export function resultOf(answer: HttpAnswer | HttpFailure, now: Date): RowResult {
  if (!answer.ok) return { ok: false, retry: answer.retry, code: answer.code, message: answer.message };
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
