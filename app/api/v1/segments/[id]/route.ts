import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { segmentOutput, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Read a segment: its rule, state and size',
  params: segmentParams,
  output: segmentOutput,
  run: ({ params }, scope) => apiSegment(sql(), scope, params.id),
});
