import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { audienceOf } from '@/features/journeys/data/audience';
import { audienceQuery } from '@/features/journeys/schema';

export const GET = defineRoute({
  permission: { session: 'emails:read' },
  query: audienceQuery,
  run: ({ query }) => audienceOf(sql(), query),
});
