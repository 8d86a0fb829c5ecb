import { setTimeout as sleep } from 'node:timers/promises';

/** Deadlock, failed serialisation, lock not available in time. */
const PASSING = new Set(['40P01', '40001', '55P03']);

/** Runs a transaction again when it lost against another one. */
export async function withRetry<T>(run: () => Promise<T>, tries = 6): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (attempt >= tries || !PASSING.has(code)) throw error;
      await sleep(Math.random() * 20 * 2 ** attempt);
    }
  }
}
