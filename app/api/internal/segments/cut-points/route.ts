import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { cutPointStamp } from '@/features/segments/data/cut-points';
import { cutPointsSchema } from '@/features/segments/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: cutPointsSchema,
  run: async ({ query }) => ({ stamp: await cutPointStamp(sql(), query.trait) }),
});
