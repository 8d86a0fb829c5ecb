import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { counter } from '@/lib/metrics';
import { listTraits } from '../data/read-trait';
import { sweepComputed } from '../mutations/sweep-computed';
import { levelTrait } from './level-trait';

/**
 * Compares the values of every live computed trait with its definition, for everyone; each difference is looked at again under its lock
 * and put right. What time alone changed is swept first. What is left is drift, is counted and logged, and must be 0.
 */
export const checkComputedDriftJob = defineJob({
  name: 'segments.check-computed-drift',
  payload: z.strictObject({}),
  cron: '47 3 * * 0',
  handle: async (_, { signal }) => {
    const drifted = counter({
      name: 'tessera_computed_drift_total',
      help: 'Values of computed traits that differed from their definition in the weekly check',
    });
    drifted.inc(0);
    for (const { name, status, state } of await listTraits(sql())) {
      if (signal.aborted) return;
      if (status !== 'active' || state !== 'live') continue;
      await sweepComputed(sql());
      const outcome = await levelTrait(name, { signal });
      if (typeof outcome === 'string') continue;
      await sql()`update computed_traits set computed_at = ${outcome.at}, people = ${outcome.people} where name = ${name} and status = 'active'`;
      drifted.inc(outcome.changed);
      if (outcome.changed > 0) log.error({ trait: name, drift: outcome.changed }, 'Values had drifted from their definition');
    }
  },
});
