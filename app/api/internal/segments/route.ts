import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { listSegments, listSegmentsQuery } from '@/features/segments/data/list-segments';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: listSegmentsQuery,
  run: ({ query }) => listSegments(sql(), query),
});
