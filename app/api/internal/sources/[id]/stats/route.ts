import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { sourceStats } from '@/features/sources/data/source-stats';

export const GET = defineRoute({
  permission: { session: 'sources:read' },
  params: z.strictObject({ id: z.uuid() }),
  query: z.strictObject({ range: z.enum(['24h', '30d']).default('24h') }),
  run: ({ params, query }) => sourceStats(sql(), params.id, query.range),
});
