import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { restoreSegment } from '@/features/segments/mutations/archive-segment';
import { segmentOutput, segmentParams } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Bring an archived segment back; it is live once it has been evaluated',
  params: segmentParams,
  output: segmentOutput,
  run: async ({ params }, scope) => {
    await sql().begin((tx) => restoreSegment(tx, scope, params.id));
    return apiSegment(sql(), scope, params.id);
  },
});
