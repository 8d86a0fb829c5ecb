import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { log } from '@/lib/log';
import { refreshCutPoints } from '../../mutations/refresh-cut-points';
import { LEVEL_JOB } from '../constants';
import { readTrait, type StoredTrait } from '../data/read-trait';
import { type LevelOutcome, levelTrait } from './level-trait';

/** Computes a trait for everyone and makes it live, or takes the values of a stopped or deleted one back. Begins anew after a crash. */
export const levelJob = defineJob({
  name: LEVEL_JOB,
  payload: z.strictObject({ name: z.string() }),
  handle: async ({ name }, { signal, isLastAttempt }) => {
    const before = await readTrait(sql(), name);
    if (!before) return;
    try {
      const outcome = await levelTrait(name, {
        signal,
        onChunk: async (tx, done) => {
          await tx`update computed_traits set progress = ${done} where name = ${name} and version = ${before.version}`;
        },
      });
      if (outcome === 'stopped') throw new Error('The worker stops: the run over everybody begins anew with the next one');
      if (typeof outcome === 'string') return;
      log.info({ trait: name, ...outcome }, 'Computed trait brought level');
      await finish(before, outcome);
    } catch (error) {
      const message = isLastAttempt
        ? 'The computation failed. Save the trait again to have it tried anew.'
        : 'The computation failed and will be tried again.';
      if (!signal.aborted) await sql()`update computed_traits set error = ${message} where name = ${name} and version = ${before.version}`;
      throw error;
    }
  },
});

/** Segments that rank by the trait kept their members so far: now they follow, by cut points of the new values. */
async function finish({ name, version, status, state }: StoredTrait, { people, at }: Exclude<LevelOutcome, string>): Promise<void> {
  await sql().begin(async (tx) => {
    if (status === 'deleting') {
      await tx`delete from computed_traits where name = ${name} and status = 'deleting'`;
      await tx`delete from trait_cut_points where trait = ${name}`;
      // A source may have sent a trait of this name meanwhile: what it says is an ordinary trait again.
      await tx`delete from trait_definitions where name = ${name} and kind = 'computed'`;
      return;
    }
    const [ranking] = await tx`select 1 from segment_dependencies where depends_on = ${`cuts:${name}`} limit 1`;
    if (ranking) await refreshCutPoints(tx, name, { always: state === 'building' });
    await tx`
      update computed_traits set state = case when state = 'building' then 'live' else state end, computed_at = ${at}, people = ${people}, progress = null, error = null
      where name = ${name} and version = ${version} and status = ${status}`;
  });
}
