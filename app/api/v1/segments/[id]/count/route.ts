import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiCount } from '@/features/segments/data/api-segments';
import { countOutput, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Count who is in a segment now, and how many of them this key may not read',
  params: segmentParams,
  output: countOutput,
  run: ({ params }, scope) => apiCount(sql(), scope, params.id),
});
