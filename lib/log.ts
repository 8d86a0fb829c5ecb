import pino from 'pino';
import { env } from './env';
import { errorForLog } from './log-error';

/**
 * Structured logs on standard output, one JSON line an entry. Log ids, counts, codes and durations: never a trait,
 * an identifier, a token or a request body.
 */
export const log = pino({
  level: env().LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (error: unknown) => errorForLog(error), cause: (error: unknown) => error && errorForLog(error) },
});
