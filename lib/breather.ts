import { setImmediate as others } from 'node:timers/promises';

/**
 * For long work in a process that serves others: await what it gives between small pieces, and the event loop is never held much longer than
 * `ms` at a time.
 */
export function breather(ms = 10): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < ms) return;
    await others();
    since = performance.now();
  };
}
