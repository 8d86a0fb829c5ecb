import { z } from 'zod';
import { connect, sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { withRetry } from '@/db/with-retry';
import { lockProfiles } from '@/features/profiles/lock';
import { env } from '@/lib/env';
import { AGGREGATE_JOB } from '../constants';
import { recomputeAggregates } from '../mutations/aggregate-events';
import { passBarrier } from '../mutations/barrier';

const CHUNK = 2_000;

/**
 * Fills the daily aggregates of an event from its past, then lets rules read them. After the barrier every batch writes
 * this event's aggregates itself, so only profiles that had the event before need their days made anew, under their lock;
 * doing that twice gives the same, so the job may begin anew.
 */
export const fillAggregatesJob = defineJob({
  name: AGGREGATE_JOB,
  payload: z.strictObject({ event: z.string() }),
  handle: async ({ event }, { signal }) => {
    const [definition] = await sql()<{ aggregates: string }[]>`select aggregates from event_definitions where name = ${event}`;
    if (definition?.aggregates !== 'building') return;
    const one = connect(env().DATABASE_URL ?? '', { max: 1, idle_timeout: 0, max_lifetime: null });
    try {
      await passBarrier(one);
      await one`create temporary table with_event (n bigserial primary key, profile_id uuid not null)`;
      const { count } = await one`
        insert into with_event (profile_id) select profile_id from (select distinct profile_id from events where name = ${event}) p order by 1`;
      for (let done = 0; done < count; done += CHUNK) {
        if (signal.aborted) throw new Error('The worker stops: the back-fill begins anew with the next one');
        const rows = await one<{ profile_id: string }[]>`
          select profile_id from with_event where n > ${done} and n <= ${done + CHUNK} order by n`;
        const ids = rows.map((row) => row.profile_id);
        await withRetry(() =>
          one.begin(async (tx) => {
            await lockProfiles(tx, ids);
            await recomputeAggregates(tx, ids, [event]);
          }),
        );
      }
      await one`update event_definitions set aggregates = 'ready' where name = ${event} and aggregates = 'building'`;
    } finally {
      await one.end({ timeout: 5 });
    }
  },
});
