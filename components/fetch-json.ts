import { AppError, type ErrorCode, type ErrorKey, errorStatus, type FieldError, type SaidValues } from '@/lib/errors';

type Problem = { code?: string; detail?: string; title?: string; key?: ErrorKey; values?: SaidValues; errors?: FieldError[] };

/**
 * Reads JSON from our own internal routes.
 * @throws AppError with the problem document's code, sentence and fields; `unavailable` when there is no answer.
 */
export async function fetchJson<T>(url: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(url, { ...init, headers: { accept: 'application/json', ...init.headers } }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new AppError('unavailable', 'No connection to Tessera.', { key: 'connection', cause });
  });
  if (response.ok) return (await response.json()) as T;
  const problem = ((await response.json().catch(() => ({}))) ?? {}) as Problem;
  const code = (Object.entries(errorStatus).find(([, status]) => status === response.status)?.[0] ?? 'unavailable') as ErrorCode;
  const known = problem.code && problem.code in errorStatus ? (problem.code as ErrorCode) : code;
  throw new AppError(known, problem.detail ?? problem.title ?? `HTTP ${response.status}`, {
    key: problem.key,
    values: problem.values,
    fields: problem.errors,
  });
}

/** Posts JSON to our own internal routes; the answer and errors as in `fetchJson`. */
export const postJson = <T>(url: string, body: unknown, init: RequestInit = {}): Promise<T> =>
  fetchJson<T>(url, {
    ...init,
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...init.headers },
  });
