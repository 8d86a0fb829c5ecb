import pino from 'pino';
import { env } from './env';

/**
 * Structured logs on standard output, one JSON line an entry. Log ids, counts, codes and durations: never a trait,
 * an identifier, a token or a request body.
 */
export const log = pino({
  level: env().LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: (e: Error) => ({ name: e.name, message: e.message, stack: e.stack, code: (e as { code?: string }).code }) },
});
