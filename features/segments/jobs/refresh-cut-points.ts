import { z } from 'zod';
import { sql } from '@/db/client';
import { defineJob } from '@/db/jobs';
import { dropUnusedCutPoints } from '../mutations/make-cut-points';
import { refreshCutPoints } from '../mutations/refresh-cut-points';

/** Makes the cut points of every trait that a segment ranks by anew, each night, without those who were erased or restricted since. */
export const refreshCutPointsJob = defineJob({
  name: 'segments.refresh-cut-points',
  payload: z.strictObject({}),
  cron: '37 2 * * *',
  handle: async (_, { signal }) => {
    const rows = await sql()<{ trait: string }[]>`
      select distinct substr(d.depends_on, 6) as trait from segment_dependencies d join segments s on s.id = d.segment_id
      where s.status = 'active' and starts_with(d.depends_on, 'cuts:') order by 1`;
    for (const { trait } of rows) {
      if (signal.aborted) return;
      await sql().begin((tx) => refreshCutPoints(tx, trait));
    }
    await sql().begin(dropUnusedCutPoints);
  },
});
