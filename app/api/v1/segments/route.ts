import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment, apiSegments } from '@/features/segments/data/api-segments';
import { createSegment } from '@/features/segments/mutations/create-segment';
import { createSegmentSchema, segmentListOutput, segmentListQuery, segmentOutput } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'List segments by name, all or those with a label',
  query: segmentListQuery,
  output: segmentListOutput,
  run: ({ query }, scope) => apiSegments(sql(), scope, query),
});

export const POST = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Create a segment from a rule; it is live once its first evaluation is done',
  body: createSegmentSchema,
  output: segmentOutput,
  status: 201,
  run: async ({ body }, scope) => {
    const { id } = await sql().begin((tx) => createSegment(tx, scope, body));
    return apiSegment(sql(), scope, id);
  },
});
