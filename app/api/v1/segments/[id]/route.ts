import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { apiSegment } from '@/features/segments/data/api-segments';
import { updateSegment } from '@/features/segments/mutations/update-segment';
import { changeSegmentSchema, segmentOutput, segmentParams } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { scope: 'segments:read' },
  summary: 'Read a segment: its rule, state and size',
  params: segmentParams,
  output: segmentOutput,
  run: ({ params }, scope) => apiSegment(sql(), scope, params.id),
});

export const PATCH = defineRoute({
  permission: { scope: 'segments:write' },
  summary: 'Change a segment, which makes a new version of it; the version that was read goes along, and a newer one refuses the change',
  params: segmentParams,
  body: changeSegmentSchema,
  output: segmentOutput,
  run: async ({ params, body }, scope) => {
    await sql().begin((tx) => updateSegment(tx, scope, { ...body, id: params.id }));
    return apiSegment(sql(), scope, params.id);
  },
});
