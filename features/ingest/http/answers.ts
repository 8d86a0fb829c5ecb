import type { IngestAnswer } from './types';

const json = { 'content-type': 'application/json; charset=utf-8' };

/** Codes of refused requests with their status and a sentence for the developer who reads the SDK's log. */
const failures = {
  invalid_json: [400, 'The body is not valid JSON.'],
  invalid_encoding: [400, 'The body could not be decompressed: send gzip, or no content encoding.'],
  no_events: [400, 'The body holds no usable event.'],
  unknown_write_key: [401, 'This write key is not known. Copy it anew from the source’s set-up page.'],
  not_found: [404, 'There is no such endpoint.'],
  source_disabled: [404, 'This source is disabled.'],
  method_not_allowed: [405, 'Send events with POST.'],
  too_slow: [408, 'The body did not arrive within 30 seconds.'],
  body_too_large: [413, 'A request may take at most 4 MB, also after decompression.'],
  event_too_large: [413, 'An event may take at most 32 KiB.'],
  too_many_events: [413, 'A request may hold at most 10,000 events.'],
  rate_limited: [429, 'This source has reached its rate limit.'],
  overloaded: [503, 'Too many requests at once: try again shortly.'],
  unavailable: [503, 'The database cannot be reached: try again shortly.'],
} as const;

export type FailureCode = keyof typeof failures;

/** A refused request: JSON with `code` and `message`, as SDKs expect. `extra` joins the body. */
export function failure(code: FailureCode, options: { retryAfter?: number; close?: boolean; extra?: object } = {}): IngestAnswer {
  const [status, message] = failures[code];
  const headers: Record<string, string> = { ...json };
  const seconds = options.retryAfter ?? (status === 503 ? 1 : undefined);
  if (seconds !== undefined) headers['retry-after'] = String(seconds);
  if (status === 429) headers['x-ratelimit-reset'] = String(seconds ?? 1);
  if (status === 405) headers.allow = 'POST, OPTIONS';
  const body = JSON.stringify({ code, message, ...options.extra });
  return { status, headers, body, ...(options.close ? { close: true } : {}) };
}

const SUCCESS: IngestAnswer = { status: 200, headers: json, body: '{"success":true}' };

/** Stored. `rejected` names the refused events of a batch, first twenty. */
export function success(accepted: number, rejected: readonly Named[]): IngestAnswer {
  if (rejected.length === 0) return SUCCESS;
  return { ...SUCCESS, body: JSON.stringify({ success: true, accepted, ...named(rejected) }) };
}

export type Named = { index: number; messageId?: string | undefined; code: string; message: string };

/** The body's part about refused events. */
export const named = (rejected: readonly Named[]) => ({ rejectedCount: rejected.length, rejected: rejected.slice(0, 20) });
