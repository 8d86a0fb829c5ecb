import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readOverlap } from '@/features/segments/compare/data/overlap';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { overlapQuery } from '@/features/segments/compare/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: overlapQuery,
  run: ({ query }) => readWithin(sql(), (tx) => readOverlap(tx, query.ids)),
});
