import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@/db/client';
import { sweepComputed } from '@/features/segments/computed/mutations/sweep-computed';
import { addUpSizes } from '@/features/segments/mutations/sizes';
import { sweep } from '@/features/segments/mutations/sweep';
import { log } from '@/lib/log';
import { counter, gauge } from '@/lib/metrics';

/** A sweep begins this long after the last one, or later when sweeping takes long: never more than a tenth of the time. */
const PAUSE_MS = 3_000;
/** What people entered and left is part of a segment's size after so long. */
const SIZES_MS = 1_000;

/**
 * Sweeps time: leaves and enters people whom nothing but the clock moves, and computes traits that it changes. Catches up after a stop
 * by sweeping from where it was. Two sweeps side by side: a midnight of many traits delays no window of a segment. Beside them sizes are
 * added up.
 */
export function startClock(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = Promise.all([
    repeat('sweep of segments', sweepSegments(), { pause: sweepPause, signal }),
    repeat('sweep of computed traits', sweepTraits(), { pause: sweepPause, signal }),
    repeat('adding up of sizes', addUp(), { pause: () => SIZES_MS, signal }),
  ]);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

function sweepSegments(): () => Promise<void> {
  const lag = gauge({ name: 'tessera_clock_swept_to_seconds', help: 'Moment up to which time has been swept, in seconds since 1970' });
  const changed = counter({ name: 'tessera_clock_changes_total', help: 'Memberships changed by time alone' });
  return async () => {
    const swept = await sweep(sql());
    if (!swept) return;
    lag.set(swept.to.getTime() / 1000);
    changed.inc(swept.changes);
  };
}

function sweepTraits(): () => Promise<void> {
  const changed = counter({ name: 'tessera_clock_trait_changes_total', help: 'People whose computed traits changed by time alone' });
  return async () => {
    const swept = await sweepComputed(sql());
    if (swept) changed.inc(swept.changed);
  };
}

function addUp(): () => Promise<void> {
  const until = gauge({
    name: 'tessera_segment_sizes_until_seconds',
    help: 'Moment up to which changes are part of the sizes, in seconds since 1970',
  });
  return async () => {
    const added = await addUpSizes(sql());
    if (added) until.set(added.getTime() / 1000);
  };
}

/** Never more than a tenth of the time. */
const sweepPause = (took: number): number => Math.max(PAUSE_MS, took * 9);

type Pace = { pause: (took: number) => number; signal: AbortSignal };

async function repeat(name: string, step: () => Promise<void>, { pause, signal }: Pace): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now();
    try {
      await step();
    } catch (err) {
      log.error({ err, step: name }, 'A step of the clock failed');
    }
    const took = performance.now() - began;
    await sleep(pause(took), undefined, { signal }).catch(() => undefined);
  }
}
