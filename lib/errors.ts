/** The caller's faults, each with its HTTP status. The one place where codes meet statuses. */
export const errorStatus = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  payload_too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** What was wrong with one field or node: `path` as in `rule.all[0].value`. */
export type FieldError = { path: string; message: string };

/** A fault of the caller, with a message that says what, where and how to mend it. Everything else is ours, and `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldError[] | undefined;
  constructor(code: ErrorCode, message: string, options: { fields?: FieldError[]; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields;
  }
}

/** What an action answers: never an unknown error's message. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: { code: ErrorCode | 'internal'; message: string; fields?: FieldError[] } };

/** For what cannot happen. @throws Error with the given message. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible state: ${message}`);
}

/** Makes a switch exhaustive at compile time and fail closed at run time. */
export function assertUnreachable(value: never): never {
  throw new Error(`Impossible value: ${JSON.stringify(value)}`);
}
