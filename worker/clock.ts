import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@/db/client';
import { sweep } from '@/features/segments/mutations/sweep';
import { log } from '@/lib/log';
import { counter, gauge } from '@/lib/metrics';

/** A sweep begins this long after the last one, or later when sweeping takes long: never more than a tenth of the time. */
const PAUSE_MS = 3_000;

/** Sweeps time: leaves and enters people whom nothing but the clock moves. Catches up after a stop by sweeping from where it was. */
export function startClock(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = run(stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function run(signal: AbortSignal): Promise<void> {
  const lag = gauge({ name: 'tessera_clock_swept_to_seconds', help: 'Moment up to which time has been swept, in seconds since 1970' });
  const changed = counter({ name: 'tessera_clock_changes_total', help: 'Memberships changed by time alone' });
  while (!signal.aborted) {
    const began = performance.now();
    try {
      const swept = await sweep(sql());
      if (swept) {
        lag.set(swept.to.getTime() / 1000);
        changed.inc(swept.changes);
      }
    } catch (err) {
      log.error({ err }, 'A sweep of the clock failed');
    }
    const took = performance.now() - began;
    await sleep(Math.max(PAUSE_MS, took * 9), undefined, { signal }).catch(() => undefined);
  }
}
