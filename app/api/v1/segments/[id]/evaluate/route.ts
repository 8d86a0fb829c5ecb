import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { startEvaluation } from '@/features/segments/mutations/stop-evaluation';
import { segmentOutput, segmentParams } from '@/features/segments/schema';

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Have a segment evaluated again whose evaluation was stopped or failed',
  params: segmentParams,
  output: segmentOutput,
  run: async ({ params }, scope) => {
    await sql().begin((tx) => startEvaluation(tx, scope, params.id));
    return apiSegment(sql(), scope, params.id);
  },
});
