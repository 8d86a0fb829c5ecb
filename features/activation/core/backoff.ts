import { FIRST_RETRY_MS, LONGEST_RETRY_MS } from '../constants';

/**
 * How long to wait after the given number of failed attempts: a random time up to a doubling ceiling (full jitter), so that retries of
 * one outage do not come back as one wave. A receiver's own `Retry-After` is the least.
 * @param random in [0, 1)
 */
export function retryDelayMs(attempts: number, random: number, retryAfterMs = 0): number {
  const ceiling = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 20));
  return Math.round(Math.max(ceiling * random, retryAfterMs));
}

/** The next attempt, or undefined when the delivery has had its time. */
export function nextAttempt(
  state: { attempts: number; now: Date; giveUpAt: Date },
  random: number,
  retryAfterMs?: number,
): Date | undefined {
  const next = new Date(state.now.getTime() + retryDelayMs(state.attempts, random, retryAfterMs));
  return next < state.giveUpAt ? next : undefined;
}
