import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { readReasons } from '@/features/segments/reasons/data/read-reasons';
import { reasonsQuery } from '@/features/segments/reasons/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: reasonsQuery,
  run: ({ params, query }) => readWithin(sql(), (tx) => readReasons(tx, { segmentId: params.id, ...query })),
});
