import { AppError, type ErrorCode, errorStatus, type FieldError, type Said, saidBy } from '@/lib/errors';

const titles: Record<ErrorCode | 'internal', string> = {
  invalid_input: 'The request is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  conflict: 'In conflict with what is there',
  payload_too_large: 'Too large',
  rate_limited: 'Too many requests',
  unavailable: 'Not available at the moment',
  internal: 'Something went wrong on our side',
};

export type Problem = Omit<Said, 'message'> & {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode | 'internal';
  errors?: FieldError[];
};

/** The RFC 9457 problem document of a failure. An unknown error's own message never leaves. `key` is the console's. */
export function problemOf(error: unknown): Problem {
  const known = knownError(error);
  const code = known?.code ?? 'internal';
  return {
    type: `urn:tessera:problem:${code}`,
    title: titles[code],
    status: known ? errorStatus[known.code] : 500,
    detail: known?.message ?? 'The failure was logged. Try again; if it stays, ask whoever runs this installation.',
    code,
    ...saidBy(known?.key, known?.values),
    ...(known?.fields ? { errors: known.fields } : {}),
  };
}

/** The caller's fault as it is, a database out of reach as `unavailable`, else undefined: our own fault. */
export function knownError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined) ?? '';
  if (unavailable.has(code))
    return new AppError('unavailable', 'The database cannot be reached. Try again in a moment.', { key: 'database', cause: error });
  if (code === '57014')
    return new AppError('unavailable', 'This took too long and was stopped. Ask for less, or try again later.', {
      key: 'tooSlow',
      cause: error,
    });
  return undefined;
}

/** Of the error, or of its cause where a query builder wrapped it. */
const codeOf = (error: unknown): string | undefined => (error instanceof Error && 'code' in error ? String(error.code) : undefined);

const unavailable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  '57P01',
  '57P03',
  '53300',
]);
