/** What a log line tells of an error. */
export type LoggedError = {
  name: string;
  message: string;
  code?: string;
  table?: string;
  column?: string;
  constraint?: string;
  stack?: string;
  cause?: LoggedError;
};

const SQLSTATE = /^[0-9A-Z]{5}$/;
const DEPTH = 3;

/**
 * An error for the log. PostgreSQL quotes values in its messages, details and contexts, and so do query builders and parsers that pass
 * them on: of such an error only its SQLSTATE, names from the schema and where it came from in the code are told.
 */
export function errorForLog(error: unknown, depth = DEPTH): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, message: 'Not an error object' };
  const from = error as Error & Record<'code' | 'table_name' | 'column_name' | 'constraint_name', unknown>;
  const cause = error.cause instanceof Error && depth > 0 ? errorForLog(error.cause, depth - 1) : undefined;
  return {
    name: error.name,
    message: quotesValues(error) ? 'The message is left out: it may quote values' : error.message,
    ...named('code', from.code),
    ...named('table', from.table_name),
    ...named('column', from.column_name),
    ...named('constraint', from.constraint_name),
    ...named('stack', quotesValues(error) ? placesOf(error) : error.stack),
    ...(cause ? { cause } : {}),
  };
}

const named = <K extends string>(key: K, value: unknown) => (typeof value === 'string' ? ({ [key]: value } as Record<K, string>) : {});

function quotesValues(error: Error): boolean {
  if (error instanceof SyntaxError) return true;
  for (let at: unknown = error, depth = 0; at instanceof Error && depth <= DEPTH; at = at.cause, depth++) {
    if ('code' in at && SQLSTATE.test(String(at.code))) return true;
    if ('query' in at || 'parameters' in at || 'params' in at) return true;
  }
  return false;
}

/** The stack without its head, which repeats the message. */
function placesOf({ stack = '', message }: Error): string {
  const places = stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n');
  return places.filter((line) => /^\s+at /.test(line)).join('\n');
}
