import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { stopEvaluation } from '@/features/segments/mutations/stop-evaluation';
import { segmentOutput, segmentParams } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Stop the evaluation of a segment that is being built; it stands still, and one that was never whole loses its members',
  params: segmentParams,
  output: segmentOutput,
  run: async ({ params }, scope) => {
    await sql().begin((tx) => stopEvaluation(tx, scope, params.id));
    return apiSegment(sql(), scope, params.id);
  },
});
