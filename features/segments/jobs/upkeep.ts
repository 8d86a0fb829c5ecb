import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { ANY_EVENT } from '../constants';
import { aggregateEvents } from '../mutations/aggregate-events';
import { enqueueForgotten } from '../mutations/definition';

/** Begins daily aggregates of events that a rule named before they were first seen, and evaluations whose jobs are spent. */
export const segmentUpkeepJob = defineJob({
  name: 'segments.upkeep',
  payload: z.strictObject({}),
  cron: '*/10 * * * *',
  handle: async () => {
    await sql().begin(async (tx) => {
      const rows = await tx<{ name: string }[]>`
        select distinct e.name from event_definitions e
        join segment_dependencies d on d.depends_on = 'event:' || e.name
        join segments s on s.id = d.segment_id and s.status = 'active'
        where e.aggregates = 'none' and e.name <> ${ANY_EVENT}`;
      await aggregateEvents(
        tx,
        rows.map((row) => row.name),
      );
    });
    await enqueueForgotten(sql());
  },
});
