import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { intersectionLines } from '@/features/segments/compare/data/people-lines';
import { readWithin } from '@/features/segments/compare/data/read-within';
import { intersectionQuery } from '@/features/segments/compare/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  query: intersectionQuery,
  run: ({ query }, scope) => readWithin(sql(), (tx) => intersectionLines(tx, scope.personalData, query)),
  sees: { action: 'segment.members_viewed', who: ({ data }) => data.map(({ id }) => id) },
});
