import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { archiveSegment } from '@/features/segments/mutations/archive-segment';
import { segmentOutput, segmentParams } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Archive a segment: everybody leaves it. Refused while something uses it',
  params: segmentParams,
  output: segmentOutput,
  run: async ({ params }, scope) => {
    await sql().begin((tx) => archiveSegment(tx, scope, params.id));
    return apiSegment(sql(), scope, params.id);
  },
});
