import { setImmediate as breathe } from 'node:timers/promises';

/** A long computation that stops now and then, so that whoever runs it may do something else between two steps. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs it to its end at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs it so that the process serves others after each step. @throws Error when the signal is aborted */
export async function finishGently<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    signal?.throwIfAborted();
    await breathe();
  }
}
