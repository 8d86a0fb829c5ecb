import type messages from '@/messages/en/errors.json';

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

type PathsOf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${PathsOf<T[K]>}` }[keyof T & string];

/** A message of the namespace `errors`, such as `segment.archived`. */
export type ErrorKey = PathsOf<typeof messages>;

/** What the server says: an English sentence, and the message with its values by which the console says it in the reader's language. */
export type Said = { message: string; key?: ErrorKey | undefined; values?: SaidValues | undefined };

export type SaidValues = Record<string, string | number>;

/** What was wrong with one field or node: `path` as in `rule.all[0].value`. */
export type FieldError = Said & { path: string };

type Options = { fields?: FieldError[] | undefined; cause?: unknown; key?: ErrorKey | undefined; values?: SaidValues | undefined };

/**
 * A fault of the caller, with a message that says what, where and how to mend it. Everything else is ours, and `internal`.
 * A field that says the same sentence need not repeat its key.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldError[] | undefined;
  readonly key: ErrorKey | undefined;
  readonly values: SaidValues | undefined;
  constructor(code: ErrorCode, message: string, { fields, cause, key, values }: Options = {}) {
    super(message, { cause });
    this.name = 'AppError';
    this.code = code;
    this.key = key;
    this.values = values;
    this.fields = key ? fields?.map((f) => (f.key === undefined && f.message === message ? { ...f, ...saidBy(key, values) } : f)) : fields;
  }
}

/** The key and values of a sentence for an object on its way out: nothing when there is no key. */
export const saidBy = (key: ErrorKey | undefined, values: SaidValues | undefined): Omit<Said, 'message'> => ({
  ...(key ? { key } : {}),
  ...(key && values ? { values } : {}),
});

/** What an action answers: never an unknown error's message. */
export type Result<T> = { ok: true; data: T } | { ok: false; error: Said & { code: ErrorCode | 'internal'; fields?: FieldError[] } };

/** For what cannot happen. @throws Error with the given message. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Impossible state: ${message}`);
}

/** Makes a switch exhaustive at compile time and fail closed at run time. */
export function assertUnreachable(value: never): never {
  throw new Error(`Impossible value: ${JSON.stringify(value)}`);
}
