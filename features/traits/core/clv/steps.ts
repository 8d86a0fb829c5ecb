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

/** Whoever waits may stop it; `cpuMs` adds up the processor time of its own steps. */
export type GentleRun = { signal: AbortSignal; cpuMs: number };

/** Runs it so that the process serves others after each step. @throws Error when the signal is aborted */
export async function finishGently<T>(steps: Steps<T>, run: GentleRun): Promise<T> {
  for (;;) {
    const before = process.cpuUsage();
    const { done, value } = steps.next();
    const { user, system } = process.cpuUsage(before);
    run.cpuMs += (user + system) / 1000;
    if (done) return value;
    run.signal.throwIfAborted();
    await breathe();
  }
}
