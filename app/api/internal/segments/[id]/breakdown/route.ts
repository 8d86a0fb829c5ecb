import { z } from 'zod';
import { sql } from '@/db/client';
import { defineRoute } from '@/features/access/gate';
import { readBreakdown } from '@/features/segments/compare/data/breakdown';
import { breakdownQuery } from '@/features/segments/compare/schema';

export const GET = defineRoute({
  permission: { session: 'segments:read' },
  params: z.object({ id: z.uuid() }),
  query: breakdownQuery,
  run: ({ params, query }, scope) => readBreakdown(sql(), { segmentId: params.id, ...query, personalData: scope.personalData }),
});
